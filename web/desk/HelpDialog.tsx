import { Dialog } from "./Dialog";
import { SHORTCUTS } from "./keys";

export function HelpDialog({ close }: { close: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" close={close}>
      <dl class="shortcuts">
        {SHORTCUTS.map(({ shown, words }) => (
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
      </dl>
    </Dialog>
  );
}
