import { useEffect, useState } from "preact/hooks";
import type { Live } from "../../protocol";
import { live as ask, Refused } from "../api";
import { NotForYou } from "../NotForYou";
import { LiveBoard } from "./LiveBoard";
import { Reports } from "./Reports";
import { Undelivered } from "./Undelivered";

const EVERY_MS = 3000;

interface Props {
  open: (conversationId: string) => void;
  back: () => void;
  loggedOut: () => void;
}

/** How it stands now, asked for every few seconds, and the reports below. */
export function SupervisorPage({ open, back, loggedOut }: Props) {
  const [live, setLive] = useState<Live>();
  const [problem, setProblem] = useState<string>();
  const [barred, setBarred] = useState(false);

  const refused = (error: Error) => {
    if (!(error instanceof Refused)) return;
    if (error.code === "log_in") loggedOut();
    if (error.code === "not_allowed") setBarred(true);
  };

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let left = false;
    const look = async () => {
      try {
        const answer = await ask();
        if (left) return;
        setLive(answer);
        setProblem(undefined);
      } catch (error) {
        if (left) return;
        setProblem((error as Error).message);
        refused(error as Error);
      }
      timer = setTimeout(look, EVERY_MS);
    };
    void look();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, []);

  if (barred) return <NotForYou page="supervisor" back={back} />;
  return (
    <main class="supervisor" data-testid="supervisor">
      <section aria-labelledby="now-title">
        <h2 id="now-title">Now</h2>
        {problem && (
          <p class="problem" role="status">
            {live ? `These figures have stopped. ${problem}` : problem}
          </p>
        )}
        {live ? <LiveBoard live={live} open={open} /> : !problem && <p class="hint">Looking…</p>}
        <Undelivered open={open} />
      </section>
      <Reports refused={refused} />
    </main>
  );
}
