import { useState } from "preact/hooks";
import type { Connection } from "./connection";
import type { WidgetState } from "./state";

/** An invitation, never a gate: somebody who must go can be reached later. */
export function ContactForm({ state, connection }: { state: WidgetState; connection: Connection }) {
  const [contact, setContact] = useState("");
  const [editing, setEditing] = useState(false);
  const [hidden, setHidden] = useState(false);
  const [error, setError] = useState<string>();
  const known = state.conversation?.contact;

  if (known && !editing) {
    return (
      <p class="aside" role="status" data-testid="contact-known">
        If you have to go, we'll reach you at <strong>{known}</strong>.{" "}
        <button type="button" class="link" onClick={() => setEditing(true)}>
          Change
        </button>
      </p>
    );
  }
  if (hidden) return null;

  const save = async (event: Event) => {
    event.preventDefault();
    if (!contact.trim()) return setError("Please write an e-mail address or a phone number, or choose No thanks.");
    const answer = await connection.contact(contact.trim());
    setError(answer.ok ? undefined : answer.error.message);
    if (answer.ok) setEditing(false);
  };

  return (
    <form class="aside" data-testid="contact-form" onSubmit={save} noValidate>
      <label for="contact">
        <strong>Can't wait?</strong> Leave an e-mail address or phone number and we'll get back to you there.
      </label>
      <div class="aside-row">
        <input
          id="contact"
          class="input"
          data-testid="contact"
          value={contact}
          placeholder="E-mail or phone (optional)"
          autocomplete="email"
          aria-invalid={!!error}
          aria-describedby={error && "contact-error"}
          onInput={(event) => setContact(event.currentTarget.value)}
        />
        <button type="submit" class="button primary" data-testid="contact-save">
          Save
        </button>
      </div>
      {error && (
        <p id="contact-error" class="problem" role="alert">
          {error}
        </p>
      )}
      <button type="button" class="link" onClick={() => (known ? setEditing(false) : setHidden(true))}>
        {known ? "Keep it as it was" : "No thanks, I'll wait here"}
      </button>
    </form>
  );
}
