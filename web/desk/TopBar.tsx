import { Icon } from "../common/Icon";
import { AccountMenu } from "./AccountMenu";
import { AlertMenu } from "./alerts/AlertMenu";
import type { Prefs } from "./alerts/prefs";
import { Mark } from "./Gate";
import type { Page } from "./page";
import { PageLink, PageLinks } from "./PageLinks";
import { TeamButton } from "./routing/TeamButton";
import type { DeskState } from "./state";
import { useNarrow } from "./useNarrow";

interface Props {
  state: DeskState;
  setAvailability: (next: "online" | "away") => void;
  showHelp: () => void;
  logOut: () => void;
  page: Page;
  show: (page: Page) => void;
  alerts: { prefs: Prefs; choose: (next: Prefs) => void };
}

export function TopBar({ state, setAvailability, showHelp, logOut, page, show, alerts }: Props) {
  const { me, overview } = state;
  const away = overview?.me.availability === "away";
  const narrow = useNarrow(860);
  const links = me && <PageLinks role={overview?.me.role ?? me.role} page={page} show={show} />;
  return (
    <header class="topbar">
      <h1 class="topbar-mark">
        <Mark /> <span>Evenkeel</span>
      </h1>
      {!narrow && links}
      <TeamButton overview={overview} />
      <button
        type="button"
        role="switch"
        class={away ? "availability away" : "availability"}
        data-testid="availability"
        data-does="availability"
        aria-checked={!away}
        disabled={!overview || state.link !== "online"}
        title={away ? "Nobody is sent to you. Press to be available." : "Customers may be told to wait for you. Press when you leave."}
        onClick={() => setAvailability(away ? "online" : "away")}
      >
        <i aria-hidden="true" />
        {away ? "Away" : "Online"}
      </button>
      <button type="button" class="icon-button keyboard-help" aria-label="Keyboard shortcuts" data-testid="help" onClick={showHelp}>
        <Icon name="keyboard" />
      </button>
      {me && (
        <AccountMenu name={me.name} email={me.email}>
          {narrow && links}
          <AlertMenu {...alerts} csrf={me.csrf} />
          <PageLink to="account" page={page} show={show} />
          <button type="button" class="page-link" data-testid="log-out" onClick={logOut}>
            <Icon name="leave" size={18} />
            Log out
          </button>
        </AccountMenu>
      )}
    </header>
  );
}
