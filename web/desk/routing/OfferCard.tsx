import { useState } from "preact/hooks";
import { Icon } from "../../common/Icon";
import { useNow } from "../../common/hooks";
import { fullTime, since } from "../../common/times";
import type { Offer } from "../../protocol";
import { Popover } from "../Popover";
import { TemperChip } from "../Temper";
import { REASONS, URGENCIES } from "../words";
import { asks, nameOf, secondsLeft, WHY_NOT } from "./words";

interface Props {
  offer: Offer;
  look: (id: string) => void;
  accept: (id: string) => void;
  decline: (id: string, reason?: string) => void;
}

/** Somebody waits and is put to this agent. It stays in view on every page until it is answered or goes to the next. */
export function OfferCard({ offer, look, accept, decline }: Props) {
  const now = useNow();
  const [declining, setDeclining] = useState(false);
  const { item } = offer;
  const { conversation_id: id } = item;
  const left = secondsLeft(offer, now);
  const waiting = item.enqueued_at ?? item.waiting_since;
  // the language itself says more than that there is one
  const reason = item.reason === "language" && item.language ? undefined : (item.reason_text ?? REASONS[item.reason ?? ""]);
  return (
    <section class={`offer urgency-${item.urgency}`} aria-label="A customer for you" data-testid="offer">
      <p class="visually-hidden" role="alert">
        {nameOf(item)} is waiting and is offered to you. Press a to accept, n for not now.
      </p>
      <div class="offer-who">
        <h2>{offer.asked_by ? `${offer.asked_by} would like to pass ${nameOf(item)} to you` : `${nameOf(item)} is waiting for you`}</h2>
        {item.urgency !== "normal" && <span class={`urgency ${item.urgency}`}>{URGENCIES[item.urgency]}</span>}
        <TemperChip level={item.temper} trend={item.trend} />
        {waiting && (
          <span class="row-wait" title={`Waiting since ${fullTime(waiting)}`}>
            <Icon name="clock" size={14} /> <span class="visually-hidden">waiting </span>
            {since(waiting, now)}
          </span>
        )}
      </div>
      <p class="offer-why">{[item.wants && `Wants ${item.wants}`, reason, ...asks(item)].filter(Boolean).join(" · ")}</p>
      {item.last_text && <p class="offer-text">“{item.last_text}”</p>}
      <div class="offer-answer">
        <span class="offer-left" role="timer" aria-label={`${left} seconds to answer`} data-testid="offer-left">
          {left} s
        </span>
        <button type="button" class="button quiet" data-testid="offer-look" onClick={() => look(id)}>
          Read first
        </button>
        <button
          type="button"
          class="button"
          data-testid="decline"
          aria-expanded={declining}
          aria-keyshortcuts="n"
          onClick={() => setDeclining(!declining)}
        >
          Not now
        </button>
        <button type="button" class="button primary" data-testid="accept" aria-keyshortcuts="a" onClick={() => accept(id)}>
          Accept
        </button>
        {declining && (
          <Popover title="They keep their place; a colleague is asked" dismiss={() => setDeclining(false)}>
            <DeclineForm decline={(why) => decline(id, why)} />
          </Popover>
        )}
      </div>
      <div class="offer-time" aria-hidden="true">
        <i style={{ width: `${100 * share(offer, now)}%` }} />
      </div>
    </section>
  );
}

function DeclineForm({ decline }: { decline: (why?: string) => void }) {
  const [why, setWhy] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        decline(why.trim() || undefined);
      }}
    >
      <button type="submit" class="button primary" data-testid="decline-confirm">
        {why.trim() ? "Decline with this reason" : "Decline"}
      </button>
      <div class="offer-reasons">
        {WHY_NOT.map((words) => (
          <button key={words} type="button" class="button small" onClick={() => decline(words)}>
            {words}
          </button>
        ))}
      </div>
      <label class="field">
        Another reason, for colleagues (optional)
        <input class="input" maxLength={200} value={why} onInput={(event) => setWhy(event.currentTarget.value)} />
      </label>
    </form>
  );
}

/** How much of the time is left, 0 to 1. */
function share(offer: Offer, now: number): number {
  const all = Date.parse(offer.expires_at) - Date.parse(offer.offered_at);
  return Math.min(1, Math.max(0, (Date.parse(offer.expires_at) - now) / all));
}
