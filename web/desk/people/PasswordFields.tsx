import { useState } from "preact/hooks";

export const SHORTEST = 15; // as the desk has it: bot/desk/access/passwords.py

/** A new password, and whether it is long enough. */
export function NewPassword({ label = "Password", name = "password" }: { label?: string; name?: string }) {
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const enough = password.length >= SHORTEST;
  return (
    <div class="field">
      <label class="field">
        {label}
        <input
          class="input"
          name={name}
          type={shown ? "text" : "password"}
          autocomplete="new-password"
          required
          minLength={SHORTEST}
          maxLength={200}
          aria-describedby={`${name}-rule`}
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </label>
      <span class="password-row">
        <span class="hint" id={`${name}-rule`}>
          {enough ? "✓ Long enough" : `At least ${SHORTEST} characters. A sentence works well.`}
        </span>
        <label class="show-password">
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} />
          Show
        </label>
      </span>
    </div>
  );
}
