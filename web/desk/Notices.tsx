import { Icon } from "../common/Icon";
import { awayBecause } from "./routing/words";
import type { DeskState } from "./state";

interface Props {
  state: DeskState;
  dismiss: () => void;
  comeOnline: () => void;
}

/** The line to the desk, and what it refused, in words; and for a screen reader, that somebody is waiting. */
export function Notices({ state, dismiss, comeOnline }: Props) {
  const first = state.overview?.queue[0];
  const missed = state.overview?.me.missed_offers;
  return (
    <>
      {state.link === "offline" && (
        <p class="banner bad" role="status" data-testid="offline">
          <Icon name="alert" size={18} />
          No connection to the desk. Trying again; what you write is kept and sent when it is back.
        </p>
      )}
      {state.notice && (
        <p class="banner warn" role="alert" data-testid="notice">
          <Icon name="alert" size={18} />
          <span>{state.notice}</span>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={dismiss}>
            <Icon name="close" size={18} />
          </button>
        </p>
      )}
      {state.link === "online" && state.overview?.me.availability === "away" && (
        <p class="banner plain" role="status">
          <span data-testid="away">
            {missed ? awayBecause(missed) : "You are away: customers are not told to wait for you."}
          </span>
          <button type="button" class="button small" data-testid="come-online" onClick={comeOnline}>
            I'm here
          </button>
        </p>
      )}
      <p class="visually-hidden" role="status">
        {first && `${state.overview!.queue.length} waiting. First: ${first.customer.name ?? "a guest"}.`}
      </p>
    </>
  );
}
