import { fullTime } from "../../common/times";
import type { People, Person } from "../../protocol";
import { initials } from "../words";
import { languageName, presenceWords, roleName } from "./words";

interface Props {
  person: Person;
  team: People;
  own: boolean;
  now: number;
  edit?: () => void; // left out: only to be looked at
}

export function PersonRow({ person, team, own, now, edit }: Props) {
  const skill = (id: string) => team.skills.find((known) => known.id === id)?.name ?? id;
  return (
    <li class={person.disabled ? "person off" : "person"} data-testid="person">
      <span class="person-mark" aria-hidden="true">
        {initials(person.name)}
      </span>
      <div class="person-who">
        <b>
          {person.name} {own && <span class="hint">(you)</span>}
        </b>
        <span class="hint">{person.email}</span>
      </div>
      <div class="person-what">
        <span>{roleName(person.role)}</span>
        <span class={`person-presence ${person.disabled ? "offline" : person.presence}`} title={person.last_seen ? fullTime(person.last_seen) : undefined}>
          <i aria-hidden="true" />
          {presenceWords(person, now)}
        </span>
      </div>
      <div class="person-load">
        {!person.disabled && (
          <span>
            <b>{person.open}</b> of {person.max_open ?? team.max_open} conversations
          </span>
        )}
        <span class="hint">{[...person.skills.map(skill), person.languages.map(languageName).join(", ")].filter(Boolean).join(" · ")}</span>
      </div>
      {edit && (
        <button type="button" class="button small" aria-label={`Change ${person.name}`} data-testid="change" onClick={edit}>
          Change
        </button>
      )}
    </li>
  );
}
