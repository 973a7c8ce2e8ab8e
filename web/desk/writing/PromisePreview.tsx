import { useState } from "preact/hooks";
import { Icon } from "../../common/Icon";
import type { PromiseWish } from "../../protocol";
import { fromLocal, moment, place, toLocal } from "./promises";

interface Props {
  read: PromiseWish[]; // as the desk read them
  shown: PromiseWish[]; // as the agent left them
  timezone: string; // the customer's
  edit: (text: string, wish: PromiseWish | null) => void;
}

/** What goes on record with this message, before it is sent: it can be changed, given to the team, or taken out. */
export function PromisePreview({ read, shown, timezone, edit }: Props) {
  const [editing, setEditing] = useState<string>();
  if (!shown.length) return null;
  const origin = (wish: PromiseWish) => read.find((one) => one === wish || one.text === wish.text) ?? read[shown.indexOf(wish)]!;
  return (
    <ul class="pledges" aria-label="Promises this message makes" data-testid="pledges">
      {shown.map((wish) => {
        const key = origin(wish).text;
        return (
          <li key={key} data-testid="pledge">
            <Icon name="clock" size={16} />
            {editing === key ? (
              <PledgeForm
                wish={wish}
                save={(changed) => {
                  edit(key, changed);
                  setEditing(undefined);
                }}
              />
            ) : (
              <>
                <span>
                  Promise: <b>{wish.text}</b>, by <b>{moment(wish.due, timezone)}</b> ({place(timezone)}),{" "}
                  {wish.owner === "me" ? "yours" : "the team’s"}
                </span>
                <button type="button" class="button quiet small" data-testid="pledge-edit" onClick={() => setEditing(key)}>
                  Change
                </button>
                <button type="button" class="button quiet small" data-testid="pledge-drop" onClick={() => edit(key, null)}>
                  Not a promise
                </button>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Not a form of its own: it stands inside the composer's, whose Enter sends. */
function PledgeForm({ wish, save }: { wish: PromiseWish; save: (wish: PromiseWish) => void }) {
  const [text, setText] = useState(wish.text);
  const [due, setDue] = useState(toLocal(wish.due));
  const [owner, setOwner] = useState(wish.owner);
  const at = fromLocal(due);
  const done = () => at && text.trim() && save({ text: text.trim(), due: at, owner });
  return (
    <div
      class="pledge-form"
      onKeyDown={(event) => {
        if (event.key !== "Enter" || (event.target as HTMLElement).tagName === "BUTTON") return;
        event.preventDefault();
        done();
      }}
    >
      <label class="field">
        What
        <input class="input" value={text} maxLength={200} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <label class="field">
        By (your time)
        <input class="input" type="datetime-local" value={due} min={toLocal(new Date().toISOString())} onInput={(event) => setDue(event.currentTarget.value)} />
      </label>
      <label class="field">
        Whose
        <select class="input" value={owner} onChange={(event) => setOwner(event.currentTarget.value as PromiseWish["owner"])}>
          <option value="me">Mine</option>
          <option value="team">The team’s</option>
        </select>
      </label>
      <button type="button" class="button small primary" data-testid="pledge-save" disabled={!at || !text.trim()} onClick={done}>
        Done
      </button>
    </div>
  );
}
