import { useEffect, useState } from "preact/hooks";
import type { Me } from "../protocol";
import { whoAmI } from "./api";
import { Login } from "./Login";
import { Setup } from "./Setup";
import { addressOf, pageAt } from "./page";
import { Workspace } from "./Workspace";

/** Set-up by a one-time link, log-in, or the workspace. */
export function App() {
  const [token, setToken] = useState(() => setupToken());
  const [me, setMe] = useState<Me | null>();
  const [arrived, setArrived] = useState(false); // logged in just now, not only come back to the page
  const [problem, setProblem] = useState<string>();

  const entered = (who: Me) => {
    history.replaceState(null, "", addressOf(pageAt(location.pathname)) + (token ? "" : location.search));
    setToken(undefined);
    setArrived(true);
    setMe(who);
  };

  useEffect(() => {
    whoAmI()
      .then((who) => setMe(who ?? null))
      .catch((error: Error) => {
        setProblem(error.message);
        setMe(null);
      });
  }, []);

  if (token) return <Setup token={token} done={entered} />;
  if (me === undefined) return <p class="gate-wait">Opening the desk…</p>;
  if (me === null) return <Login done={entered} problem={problem} />;
  return (
    <Workspace
      key={me.id}
      me={me}
      arrived={arrived}
      changed={setMe}
      loggedOut={(why) => {
        setProblem(why);
        setMe(null);
      }}
    />
  );
}

function setupToken(): string | undefined {
  if (!location.pathname.startsWith("/desk/setup")) return undefined;
  return new URLSearchParams(location.search).get("token") ?? undefined;
}
