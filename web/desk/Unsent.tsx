import type { Outgoing } from "./state";

export function Unsent({ outgoing, retry }: { outgoing: Outgoing; retry: () => void }) {
  return (
    <li class={outgoing.kind === "say" ? "entry by-agent unsent" : `entry note ${outgoing.kind} unsent`} data-testid="pending">
      <div class="bubble" dir="auto">{outgoing.text}</div>
      {outgoing.failed ? (
        <p class="meta problem" role="alert">
          Not sent. {outgoing.failed}{" "}
          <button type="button" class="link" onClick={retry}>
            Try again
          </button>
        </p>
      ) : (
        <p class="meta">Sending…</p>
      )}
    </li>
  );
}
