import { Icon } from "../common/Icon";
import type { Connection } from "./connection";
import { lastSeq, type WidgetState } from "./state";

interface Props {
  state: WidgetState;
  connection: Connection;
  focus: () => void;
}

/** A person is one press away, always; and the transcript is the customer's to keep. */
export function Footer({ state, connection, focus }: Props) {
  const owner = state.conversation?.owner;
  const asked = owner === "queue" || owner === "agent";
  const href = state.conversation && ours(state.conversation.transcript_url);
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
      {href && lastSeq(state) > 0 && (
        <a class="button quiet small" href={href} download data-testid="transcript">
          <Icon name="download" size={18} />
          Transcript
        </a>
      )}
    </footer>
  );
}

/** The desk's address for the transcript, if it really is on the desk. */
function ours(address: string): string | undefined {
  const url = new URL(address, location.href);
  return url.origin === location.origin ? url.href : undefined;
}
