import { useEffect, useState } from "preact/hooks";
import { useNow } from "../../common/hooks";
import { shortTime } from "../../common/times";
import type { Me, People } from "../../protocol";
import { Refused } from "../api";
import { people as ask, revoke } from "./api";
import { InviteDialog } from "./InviteDialog";
import { PersonDialog } from "./PersonDialog";
import { PersonRow } from "./PersonRow";
import { roleName } from "./words";

const EVERY_MS = 5000;

/** Everybody at the desk. Administrators change people and invite; supervisors look. */
export function PeoplePage({ me, loggedOut }: { me: Me; loggedOut: () => void }) {
  const [team, setTeam] = useState<People>();
  const [problem, setProblem] = useState<string>();
  const [chosen, setChosen] = useState<string>();
  const [inviting, setInviting] = useState(false);
  const now = useNow(EVERY_MS);

  const look = async () => {
    try {
      setTeam(await ask());
      setProblem(undefined);
    } catch (error) {
      setProblem((error as Error).message);
      if (error instanceof Refused && error.code === "log_in") loggedOut();
    }
  };
  useEffect(() => {
    void look();
    const timer = setInterval(look, EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  const person = team?.people.find(({ id }) => id === chosen);
  return (
    <main class="page" data-testid="people">
      <section aria-labelledby="people-title">
        <div class="page-head">
          <h2 id="people-title">People</h2>
          {team?.may_change && (
            <button type="button" class="button primary" data-testid="invite" onClick={() => setInviting(true)}>
              Invite a colleague
            </button>
          )}
        </div>
        {problem && (
          <p class="problem" role="status">
            {problem}
          </p>
        )}
        {!team && !problem && <p class="hint">Looking…</p>}
        {team && (
          <ul class="people">
            {team.people.map((one) => (
              <PersonRow
                key={one.id}
                person={one}
                team={team}
                own={one.id === me.id}
                now={now}
                edit={team.may_change ? () => setChosen(one.id) : undefined}
              />
            ))}
          </ul>
        )}
      </section>
      {team && team.invitations.length > 0 && <Invitations team={team} csrf={me.csrf} changed={look} />}
      {team && person && (
        <PersonDialog
          key={person.id}
          person={person}
          team={team}
          own={person.id === me.id}
          csrf={me.csrf}
          changed={look}
          close={() => setChosen(undefined)}
        />
      )}
      {inviting && <InviteDialog csrf={me.csrf} close={() => setInviting(false)} made={look} />}
    </main>
  );
}

function Invitations({ team, csrf, changed }: { team: People; csrf: string; changed: () => void }) {
  const [error, setError] = useState<string>();
  const end = async (id: string) => {
    setError(undefined);
    await revoke(id, csrf).catch((refusal: Error) => setError(refusal.message));
    changed();
  };
  return (
    <section aria-labelledby="invitations-title">
      <h2 id="invitations-title">Open invitations</h2>
      <ul class="people">
        {team.invitations.map((one) => (
          <li key={one.id} class="invitation" data-testid="invitation">
            <div class="person-who">
              <b>{one.email ?? "Whoever has the link"}</b>
              <span class="hint">
                as {roleName(one.role).toLowerCase()} · made by {one.made_by ?? "the command line"} · until {shortTime(one.expires_at)}
              </span>
            </div>
            <button type="button" class="button small" aria-label={`Revoke the invitation of ${one.email ?? "whoever has the link"}`} onClick={() => end(one.id)}>
              Revoke
            </button>
          </li>
        ))}
      </ul>
      {error && (
        <p class="problem" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
