import { useState } from "preact/hooks";
import { Icon } from "../common/Icon";
import { Mark } from "./Gate";
import { Invite } from "./Invite";
import { TeamButton } from "./routing/TeamButton";
import type { DeskState } from "./state";
import { ADDRESS, maySupervise, type Page } from "./supervisor/page";

interface Props {
  state: DeskState;
  setAvailability: (next: "online" | "away") => void;
  showHelp: () => void;
  logOut: () => void;
  page: Page;
  show: (page: Page) => void;
}

export function TopBar({ state, setAvailability, showHelp, logOut, page, show }: Props) {
  const [inviting, setInviting] = useState(false);
  const { me, overview } = state;
  const away = overview?.me.availability === "away";
  return (
    <header class="topbar">
      <h1 class="topbar-mark">
        <Mark /> <span>Evenkeel</span>
      </h1>
      <TeamButton overview={overview} />
      {me && maySupervise(me) && <PageLink page={page} show={show} />}
      <button
        type="button"
        role="switch"
        class={away ? "availability away" : "availability"}
        data-testid="availability"
        aria-checked={!away}
        disabled={!overview || state.link !== "online"}
        title={away ? "Nobody is sent to you. Press to be available." : "Customers may be told to wait for you. Press when you leave."}
        onClick={() => setAvailability(away ? "online" : "away")}
      >
        <i aria-hidden="true" />
        {away ? "Away" : "Online"}
      </button>
      <button type="button" class="icon-button" aria-label="Keyboard shortcuts" data-testid="help" onClick={showHelp}>
        <Icon name="keyboard" />
      </button>
      <details class="account">
        <summary>
          <span aria-hidden="true">{initials(me?.name ?? "?")}</span>
          <span class="visually-hidden">Account of {me?.name}</span>
        </summary>
        <div class="menu">
          <p>
            <b>{me?.name}</b>
            <span class="hint">{me?.email}</span>
          </p>
          {me?.role === "administrator" && (
            <button type="button" class="button quiet" data-testid="invite" onClick={() => setInviting(true)}>
              Invite a colleague
            </button>
          )}
          <button type="button" class="button quiet" data-testid="log-out" onClick={logOut}>
            Log out
          </button>
        </div>
      </details>
      {inviting && me && <Invite csrf={me.csrf} close={() => setInviting(false)} />}
    </header>
  );
}

/** To the supervisor's page and back. */
function PageLink({ page, show }: { page: Page; show: (page: Page) => void }) {
  const other = page === "desk" ? "supervisor" : "desk";
  return (
    <a
      class="page-link"
      data-testid={`to-${other}`}
      href={ADDRESS[other]}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show(other);
      }}
    >
      <Icon name={other === "desk" ? "back" : "chart"} />
      <span>{other === "desk" ? "Back to the desk" : "Supervisor’s page"}</span>
    </a>
  );
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? "") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "")).toUpperCase();
}
