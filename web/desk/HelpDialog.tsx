import { Dialog } from "./Dialog";
import { SHORTCUTS } from "./keys";

export function HelpDialog({ supervises, close }: { supervises: boolean; close: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" close={close}>
      <dl class="shortcuts">
        {SHORTCUTS.filter(({ does }) => supervises || does !== "supervisor").map(({ shown, words }) => (
          <div key={shown}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Enter</kbd>
          </dt>
          <dd>Send; with Shift a new line</dd>
        </div>
        <div>
          <dt>
            <kbd>/</kbd>
          </dt>
          <dd>In a message: prepared replies; ↑ ↓ and Enter choose</dd>
        </div>
      </dl>
    </Dialog>
  );
}
