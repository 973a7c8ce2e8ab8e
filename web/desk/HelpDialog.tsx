import { Dialog } from "./Dialog";
import { shortcutsOf } from "./keys";

export function HelpDialog({ role, close }: { role: string; close: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" close={close}>
      <dl class="shortcuts">
        {shortcutsOf(role).map(({ shown, words }) => (
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
