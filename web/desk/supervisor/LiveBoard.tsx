import { useNow } from "../../common/hooks";
import { fullTime, shortTime, since } from "../../common/times";
import type { Live } from "../../protocol";

interface Props {
  live: Live;
  open: (conversationId: string) => void;
}

/** One glance: who waits, who is there, what was promised. */
export function LiveBoard({ live, open }: Props) {
  const { waiting, unanswered, assistant, team, promises, handoffs } = live;
  const here = team.filter((one) => one.on_duty).length;
  const most = Math.max(1, ...handoffs.map((one) => one.count));
  return (
    <div class="live">
      <div class="tiles">
        <Tile id="waiting" words="waiting for a person" count={waiting.count} tone={waiting.count && !here ? "bad" : waiting.count ? "warn" : ""}>
          <Longest wait={waiting.longest} open={open} />
        </Tile>
        <Tile id="unanswered" words="waiting for an agent’s answer" count={unanswered.count} tone={unanswered.count ? "warn" : ""}>
          <Longest wait={unanswered.longest} open={open} />
        </Tile>
        <Tile id="overdue" words={promises.overdue === 1 ? "promise overdue" : "promises overdue"} count={promises.overdue} tone={promises.overdue ? "bad" : ""}>
          {promises.due} more due within 24 hours
        </Tile>
        <Tile id="assistant" words="with the assistant now" count={assistant.now} tone="">
          {assistant.open} open in all
        </Tile>
      </div>
      <div class="live-lists">
        <section aria-labelledby="team-title" data-testid="team">
          <h3 id="team-title">On duty: {here}</h3>
          {team.length === 0 && <p class="hint">Nobody is here, and nobody has a customer.</p>}
          <ul>
            {team.map((one) => (
              <li>
                <b>{one.name}</b>
                {!one.on_duty && <span class="away-mark">not on duty</span>}
                <span>
                  {one.conversations === 1 ? "1 conversation" : `${one.conversations} conversations`}
                  {one.waiting > 0 && `, ${one.waiting} waiting for a word`}
                </span>
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="promises-title" data-testid="promises-due">
          <h3 id="promises-title">Promises due</h3>
          {promises.next.length === 0 && <p class="hint">None within 24 hours.</p>}
          <ul>
            {promises.next.map((one) => (
              <li>
                <button type="button" class="link" onClick={() => open(one.conversation_id)}>
                  {one.reference}
                </button>
                <span title={fullTime(one.due)} class={one.overdue ? "problem" : undefined}>
                  {one.overdue ? "overdue since" : "by"} {shortTime(one.due)}
                </span>
                <span class="promise-text">{one.text}</span>
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="handoffs-title" data-testid="handoffs-today">
          <h3 id="handoffs-title">Handoffs today</h3>
          {handoffs.length === 0 && <p class="hint">None yet.</p>}
          <ul>
            {handoffs.map((one) => (
              <li class="handoff">
                <span>{one.text}</span>
                <svg aria-hidden="true">
                  <rect class="plot-bar" width={`${(one.count / most) * 100}%`} height="10" rx="2" />
                </svg>
                <b>{one.count}</b>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}

function Tile(props: { id: string; words: string; count: number; tone: string; children: preact.ComponentChildren }) {
  return (
    <section class={`tile ${props.tone}`} data-testid={`tile-${props.id}`}>
      <p>
        <b>{props.count}</b> {props.words}
      </p>
      <p class="hint">{props.children}</p>
    </section>
  );
}

function Longest({ wait, open }: { wait: Live["waiting"]["longest"]; open: Props["open"] }) {
  const now = useNow();
  if (!wait) return <>Nobody</>;
  return (
    <>
      Longest: {since(wait.since, now)},{" "}
      <button type="button" class="link" onClick={() => open(wait.conversation_id)}>
        {wait.reference}
      </button>
    </>
  );
}
