import type { DeskState, Pane } from "./state";

/** Where the keyboard lands in each pane. */
export const FIRST: Record<Pane, string> = {
  queue: ".queue-pane [aria-current], .queue-pane .row, .find-button",
  talk: ".transcript",
  side: ".side-tabs [aria-selected=true]",
};

const PANES: { pane: Pane; words: string }[] = [
  { pane: "queue", words: "Queue" },
  { pane: "talk", words: "Conversation" },
  { pane: "side", words: "Details" },
];

/** On a phone the three panes are pages. */
export function PaneTabs({ state, show }: { state: DeskState; show: (pane: Pane) => void }) {
  return (
    <nav class="pane-tabs" aria-label="Panes">
      {PANES.map(({ pane, words }) => (
        <button
          key={pane}
          type="button"
          aria-current={state.pane === pane ? "page" : undefined}
          data-testid={`tab-${pane}`}
          onClick={() => show(pane)}
        >
          {words}
          {pane === "queue" && !!state.overview?.queue.length && <b>{state.overview.queue.length}</b>}
        </button>
      ))}
    </nav>
  );
}
