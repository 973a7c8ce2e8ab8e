import { useState } from "preact/hooks";
import type { People, Person, PersonWishes, Role } from "../../protocol";
import { Dialog } from "../Dialog";
import { changePerson } from "./api";
import { PersonDoors } from "./PersonDoors";
import { listOf, ROLES } from "./words";

interface Props {
  person: Person;
  team: People;
  own: boolean; // oneself
  csrf: string;
  changed: () => void;
  close: () => void;
}

/** What an administrator can change of somebody. */
export function PersonDialog({ person, team, own, csrf, changed, close }: Props) {
  const [error, setError] = useState<string>();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const skills = team.skills.length ? form.getAll("skill").map(String) : listOf(String(form.get("skills")));
    const limit = String(form.get("max_open")).trim();
    const wishes: PersonWishes = {
      ...(!own && { role: form.get("role") as Role }),
      skills,
      languages: listOf(String(form.get("languages")).toLowerCase()),
      max_open: limit ? Number(limit) : null,
    };
    setError(undefined);
    try {
      await changePerson(person.id, wishes, csrf);
      changed();
      close();
    } catch (refusal) {
      setError((refusal as Error).message);
    }
  };

  return (
    <Dialog title={person.name} close={close}>
      <form class="gate-form" data-testid="person-form" onSubmit={submit}>
        <label class="field">
          Role
          <select class="input" name="role" disabled={own}>
            {ROLES.map(({ role, name, may }) => (
              <option key={role} value={role} selected={role === person.role}>
                {name}: {may}
              </option>
            ))}
          </select>
          {own && <span class="hint">Nobody changes their own role: ask another administrator.</span>}
        </label>
        <Skills person={person} team={team} />
        <label class="field">
          Languages
          <input class="input" name="languages" defaultValue={person.languages.join(", ")} aria-describedby="languages-hint" />
          <span class="hint" id="languages-hint">
            Codes with commas between, such as en, de.
          </span>
        </label>
        <label class="field">
          Conversations at once
          <input
            class="input"
            name="max_open"
            type="number"
            min={1}
            max={50}
            defaultValue={person.max_open === null ? "" : String(person.max_open)}
            placeholder={`${team.max_open}, as everybody`}
          />
        </label>
        {error && (
          <p class="problem" role="alert">
            {error}
          </p>
        )}
        <button type="submit" class="button primary">
          Save
        </button>
      </form>
      <PersonDoors person={person} own={own} csrf={csrf} changed={changed} />
    </Dialog>
  );
}

/** site.yml's skills to tick, or any words if it names none. */
function Skills({ person, team }: { person: Person; team: People }) {
  if (!team.skills.length) {
    return (
      <label class="field">
        Skills
        <input class="input" name="skills" defaultValue={person.skills.join(", ")} placeholder="refunds, deliveries" />
      </label>
    );
  }
  return (
    <fieldset class="ticks">
      <legend>Skills</legend>
      {team.skills.map(({ id, name }) => (
        <label key={id}>
          <input type="checkbox" name="skill" value={id} defaultChecked={person.skills.includes(id)} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
