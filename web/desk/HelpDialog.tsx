import { Dialog } from "./Dialog";
import { shortcutsOf, WRITING } from "./keys";

export function HelpDialog({ role, close }: { role: string; close: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" close={close}>
      <dl class="shortcuts">
        {[...shortcutsOf(role), ...WRITING].map(({ shown, words }) => (
          <div key={words}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
