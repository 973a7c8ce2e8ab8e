import { useState } from "preact/hooks";
import { Icon } from "../common/Icon";
import type { Connection } from "./connection";
import { lastSeq, type WidgetState } from "./state";

/** The conversation is the customer's to keep: as a file, or sent to the address we know or they give. */
export function Copy({ state, connection }: { state: WidgetState; connection: Connection }) {
  const [typed, setTyped] = useState("");
  const [sentTo, setSentTo] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const known = state.conversation?.mail_to;

  const send = async (event: Event) => {
    event.preventDefault();
    const address = typed.trim();
    if (!known && !address.includes("@")) return setError("Please write an e-mail address.");
    setBusy(true);
    const left = known ? undefined : await connection.contact(address);
    const answer = left && !left.ok ? left : await connection.mailTranscript();
    setBusy(false);
    setError(answer.ok ? undefined : answer.error.message);
    if (answer.ok && "to" in answer) setSentTo(answer.to);
  };

  const download = (
    <a class="button quiet small" href={transcriptAddress(state)} download data-testid="transcript">
      <Icon name="download" size={18} />
      Download
    </a>
  );
  return (
    <form class="aside copy" data-testid="copy-panel" onSubmit={send} noValidate>
      {sentTo ? (
        <p role="status" data-testid="copy-sent">
          Sent to <strong>{sentTo}</strong>. It can take a minute to arrive.
        </p>
      ) : known ? (
        <p>
          <strong>Keep a copy?</strong> We can send this conversation to {known}.
        </p>
      ) : (
        <label for="copy-address">
          <strong>Keep a copy?</strong> We can send this conversation by e-mail.
        </label>
      )}
      <div class="aside-row">
        {!known && !sentTo && (
          <input
            id="copy-address"
            class="input"
            type="email"
            data-testid="copy-address"
            value={typed}
            placeholder="E-mail address"
            autocomplete="email"
            aria-invalid={!!error}
            aria-describedby={error && "copy-error"}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {!sentTo && (
          <button type="submit" class="button small" disabled={busy} data-testid="copy-send">
            <Icon name="mail" size={18} />
            {known ? "Send it to me" : "Send"}
          </button>
        )}
        {download}
      </div>
      {error && (
        <p id="copy-error" class="problem" role="alert">
          {error}
        </p>
      )}
    </form>
  );
}

/** The desk's address for the transcript, if it really is on the desk and there is something in it. */
export function transcriptAddress(state: WidgetState): string | undefined {
  if (!state.conversation || !lastSeq(state)) return undefined;
  const url = new URL(state.conversation.transcript_url, location.href);
  return url.origin === location.origin ? url.href : undefined;
}
