import { Linked } from "../common/Linked";
import type { Outgoing } from "./state";

/** A message the desk has not acknowledged yet: shown as kept, never as sent. */
export function Pending({ outgoing, retry }: { outgoing: Outgoing; retry: () => void }) {
  return (
    <li class="said by-customer pending" data-testid="pending" data-author="customer">
      <p class="visually-hidden">You</p>
      <div class="bubble" dir="auto">
        <Linked text={outgoing.text} />
      </div>
      {outgoing.failed ? (
        <p class="meta failed" role="alert">
          Not sent. {outgoing.failed}{" "}
          <button type="button" class="link" data-testid="retry" onClick={retry}>
            Try again
          </button>
        </p>
      ) : (
        <p class="meta">Sending…</p>
      )}
    </li>
  );
}
