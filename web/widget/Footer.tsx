import { Icon } from "../common/Icon";
import type { Connection } from "./connection";
import { transcriptAddress } from "./Copy";
import type { WidgetState } from "./state";

interface Props {
  state: WidgetState;
  connection: Connection;
  focus: () => void;
  copying: boolean; // the panel that offers a copy is open
  setCopying: (open: boolean) => void;
}

/** A person is one press away, always; and the conversation is the customer's to keep. */
export function Footer({ state, connection, focus, copying, setCopying }: Props) {
  const { owner, mail_to } = state.conversation ?? {};
  const asked = owner === "queue" || owner === "agent";
  const href = transcriptAddress(state);
  return (
    <footer class="foot">
      <button
        type="button"
        class="button small"
        data-testid="person"
        disabled={asked}
        onClick={() => {
          connection.say("I'd like to talk to a person, please.");
          focus();
        }}
      >
        <Icon name="person" size={18} />
        {owner === "agent" ? "With a person" : owner === "queue" ? "In line for a person" : "Talk to a person"}
      </button>
      {href && mail_to !== undefined && (
        <button type="button" class="button quiet small" aria-expanded={copying} data-testid="copy" onClick={() => setCopying(!copying)}>
          <Icon name={copying ? "close" : "download"} size={18} />
          Keep a copy
        </button>
      )}
      {href && mail_to === undefined && (
        <a class="button quiet small" href={href} download data-testid="transcript">
          <Icon name="download" size={18} />
          Transcript
        </a>
      )}
    </footer>
  );
}
