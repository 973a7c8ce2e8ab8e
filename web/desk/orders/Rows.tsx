import type { Row } from "../../protocol";

export function Rows({ rows }: { rows: Row[] }) {
  return (
    <dl class="facts order-rows">
      {rows.map(({ label, value, tone }) => (
        <div key={`${label} ${value}`}>
          <dt>{label}</dt>
          <dd class={tone && `tone-${tone}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
