import type { Card } from "../protocol";
import "./card.css";
import { Linked } from "./Linked";
import { safeHref } from "./links";

/** Facts side by side: an order with its dates, an invoice line, a ticket. */
export function CardView({ card }: { card: Card }) {
  const href = card.link && safeHref(card.link.href);
  return (
    <div class="card" role="group" aria-label={card.title} data-testid="card">
      <div class="card-head">
        <p class="card-title">{card.title}</p>
        {card.subtitle && <p class="card-subtitle">{card.subtitle}</p>}
      </div>
      <dl class="card-rows">
        {card.rows.map((row, index) => (
          <div key={index} class={`card-row ${row.tone ?? "plain"}`}>
            <dt>{row.label}</dt>
            <dd>
              <Linked text={row.value} />
            </dd>
          </div>
        ))}
      </dl>
      {card.link && href && (
        <a class="card-link" href={href} target="_blank" rel="noopener noreferrer">
          {card.link.title}
        </a>
      )}
    </div>
  );
}
