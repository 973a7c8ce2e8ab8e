import { Icon } from "../../common/Icon";
import type { Attached } from "../state";

/** Shows what goes with the next message to the customer; it can be taken off. */
export function AttachedPromise({ attached, detach }: { attached: Attached; detach: () => void }) {
  return (
    <p class="attached" data-testid="attached">
      <span>{attached.promise ? `Goes with it, as a promise with a clock: ${attached.promise}` : "This tells them what you did."}</span>
      <button type="button" class="icon-button" aria-label="Don’t send it with the message" onClick={detach}>
        <Icon name="close" size={16} />
      </button>
    </p>
  );
}
