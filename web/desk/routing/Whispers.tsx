import { Icon } from "../../common/Icon";
import type { Overview } from "../../protocol";
import type { DeskState } from "../state";
import { listed } from "../state";
import { nameOf } from "./words";

interface Props {
  state: DeskState;
  open: (id: string) => void;
  dismiss: (id: string) => void;
}

/** What supervisors whisper about conversations that are not in front of the agent. In the open one it is in the log. */
export function Whispers({ state, open, dismiss }: Props) {
  return (
    <>
      {state.whispers.map(({ conversation_id, message }) => (
        <p key={message.id} class="banner whisper" role="alert" data-testid="whisper-banner">
          <Icon name="whisper" size={18} />
          <span>
            <b>
              {message.name} whispers about {about(conversation_id, state.overview)}:
            </b>{" "}
            {message.text}
          </span>
          <button type="button" class="button small" onClick={() => open(conversation_id)}>
            Open
          </button>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => dismiss(message.id)}>
            <Icon name="close" size={18} />
          </button>
        </p>
      ))}
    </>
  );
}

function about(id: string, overview?: Overview): string {
  const item = listed(overview).find((one) => one.conversation_id === id);
  return item ? nameOf(item) : "one of your customers";
}
