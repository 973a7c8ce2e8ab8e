import { useState } from "preact/hooks";
import type { AgentConversation, Overview } from "../../protocol";
import { Dialog } from "../Dialog";
import { byAvailability, languageName, nameOf, standing, STATES } from "./words";

/** To whoever is free, to a team, or to a colleague, who is asked. */
export type Recipient = { to: "next" } | { to: "team"; id: string } | { to: "person"; id: string };

interface Props {
  conversation: AgentConversation;
  overview: Overview;
  pass: (to: Recipient, note: string) => Promise<boolean>;
  close: () => void;
}

export function PassOn({ conversation, overview, pass, close }: Props) {
  const [to, setTo] = useState<Recipient>({ to: "next" });
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const colleagues = byAvailability(overview.team).filter((one) => one.id !== overview.me.id && one.state !== "offline");
  const onDuty = (team: string) => overview.team.filter((one) => one.state === "online" && one.skills.includes(team)).length;

  const choice = (value: Recipient, title: string, about: string, disabled = false) => {
    const chosen = JSON.stringify(value) === JSON.stringify(to);
    return (
      <label key={JSON.stringify(value)} class={`choice${disabled ? " disabled" : ""}`} data-testid={`pass-to-${value.to}`}>
        <input type="radio" name="pass-to" checked={chosen} disabled={disabled} onChange={() => setTo(value)} />
        <b>{title}</b>
        <span class="hint">{about}</span>
      </label>
    );
  };

  return (
    <Dialog title={`Pass on ${nameOf(conversation)}`} close={close}>
      <form
        class="pass-on"
        data-testid="pass-on-form"
        onSubmit={async (event) => {
          event.preventDefault();
          setBusy(true);
          if (await pass(to, note.trim())) close();
          else setBusy(false);
        }}
      >
        {conversation.language && <p class="hint">They write in {languageName(conversation.language)}.</p>}
        <fieldset class="choices">
          <legend>To</legend>
          {choice({ to: "next" }, "Whoever is free next", "With the place in line they had")}
          {overview.teams.map(({ id, name }) => {
            const there = onDuty(name);
            return choice({ to: "team", id }, name, there ? `${there} on duty` : "Nobody of them on duty; others are asked after a while");
          })}
          {colleagues.map((one) =>
            choice({ to: "person", id: one.id }, one.name, `${STATES[one.state]} · ${standing(one)}`, one.state !== "online"),
          )}
        </fieldset>
        {colleagues.length === 0 && <p class="hint">No colleague is on duty besides you.</p>}
        <label class="field">
          A note for whoever takes it (optional, not shown to the customer)
          <textarea class="input" rows={3} maxLength={2000} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
        <p class="hint" data-testid="pass-on-told">
          {told(to, overview)}
        </p>
        <button type="submit" class="button primary" data-testid="pass-on-confirm" disabled={busy}>
          Pass on
        </button>
      </form>
    </Dialog>
  );
}

/** What happens then, and what the customer hears. */
function told(to: Recipient, { team, teams }: Overview): string {
  if (to.to === "next") return "The customer is told that you pass this on, and how the line stands.";
  if (to.to === "team") {
    return `The customer is told that you pass this to the ${teams.find(({ id }) => id === to.id)?.name} team, and how the line stands.`;
  }
  const name = team.find(({ id }) => id === to.id)?.name;
  return `${name} is asked now. The customer hears the name and by when; if ${name} can't, they are back in line with the place they had, and told so.`;
}
