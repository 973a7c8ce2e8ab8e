import { useEffect, useState } from "preact/hooks";
import { shortTime } from "../../common/times";
import type { Deed, OrderHead, OrderView, Press } from "../../protocol";
import { Refused } from "../api";
import { DeedForm } from "./DeedForm";
import type { OrderDoor } from "./door";
import { Rows } from "./Rows";

const LOOK_AGAIN_MS = 2000; // while the back office still works on something

/** Puts words into the message to the customer; `press`: what they tell of. Undefined where the agent may not write. */
export type Insert = ((text: string, press?: { id: string; promise: string | null }) => void) | undefined;

interface Props {
  door: OrderDoor;
  head: OrderHead;
  open: boolean;
  toggle: () => void;
  version: number; // something happened in the conversation: look again
  mayAct: boolean;
  insert: Insert;
}

export function OrderCard({ door, head, open, toggle, version, mayAct, insert }: Props) {
  const [order, setOrder] = useState<OrderView>();
  const [problem, setProblem] = useState<string>();
  const [wanted, setWanted] = useState<string>();
  const shown = order ?? head;

  const look = async () => {
    try {
      setOrder(await door.order(head.number));
      setProblem(undefined);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setProblem(error.message);
    }
  };
  useEffect(() => {
    if (open) void look();
  }, [open, version]);

  const busy = !!order?.done.some((press) => press.state === "doing");
  useEffect(() => {
    if (!busy) return;
    const timer = setInterval(() => void look(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [busy]);

  const done = (press: Press) => {
    setWanted(undefined);
    setOrder((before) => before && { ...before, done: [press, ...before.done.filter((other) => other.id !== press.id)] });
    void look();
  };

  const deed = order?.deeds.find((known) => known.name === wanted);
  return (
    <div class="order-card" data-testid="order">
      <h3>
        <button type="button" aria-expanded={open} onClick={toggle}>
          <b>{head.number}</b>
          <span class={shown.late ? "tone-warn" : "hint"}>{shown.standing}</span>
          {!open && <span class="hint order-items">{head.items}</span>}
        </button>
      </h3>
      {open && problem && (
        <p class="problem" role="alert">
          {problem}{" "}
          <button type="button" class="link" onClick={() => void look()}>
            Look again
          </button>
        </p>
      )}
      {open && !order && !problem && <p class="hint">Asking the back office…</p>}
      {open && order && (
        <>
          <Done done={order.done} insert={insert} />
          {mayAct && (deed ? (
            <DeedForm
              key={deed.name}
              door={door}
              deed={deed}
              about={order.number}
              seen={order.seen}
              done={done}
              cancel={() => setWanted(undefined)}
              stale={() => void look()}
            />
          ) : (
            <Deeds deeds={order.deeds} choose={setWanted} />
          ))}
          <Details order={order} />
          {!mayAct && <p class="hint">Take over to act on this order.</p>}
        </>
      )}
    </div>
  );
}

function Deeds({ deeds, choose }: { deeds: Deed[]; choose: (name: string) => void }) {
  return (
    <div class="deeds" role="group" aria-label="What you can do">
      {deeds.map(({ name, title }) => (
        <button key={name} type="button" class="button small" data-testid={`deed-${name}`} onClick={() => choose(name)}>
          {title}
        </button>
      ))}
    </div>
  );
}

const STATES: Record<Press["state"], string> = { doing: "Under way", done: "Done", refused: "Not done", unknown: "Not known" };

function Done({ done, insert }: { done: Press[]; insert: Insert }) {
  return (
    <ul class="presses" aria-live="polite">
      {done.map((press) => (
        <li key={press.id} class={`press is-${press.state}`} data-testid="press" data-state={press.state}>
          <p>
            <b>{STATES[press.state]}.</b> {press.words}
          </p>
          <p class="hint">
            {press.by}, {shortTime(press.at)}
            {press.state === "done" && (press.told ? " · the customer was told" : press.sentence ? " · not told yet" : "")}
          </p>
          {press.sentence && !press.told && insert && (
            <button
              type="button"
              class="button small"
              data-testid="tell"
              onClick={() => insert(press.sentence!, { id: press.id, promise: press.promise })}
            >
              Put it into the message
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Details({ order }: { order: OrderView }) {
  return (
    <>
      <ul class="order-lines">
        {order.lines.map((line) => (
          <li key={line.sku}>
            <span>
              {line.quantity} × {line.name}
              {line.case && <span class="hint"> in {line.case}</span>}
            </span>
            <span>{line.total}</span>
          </li>
        ))}
      </ul>
      <Rows rows={order.money} />
      <Rows rows={order.rows} />
      {order.events.length > 0 && (
        <details class="order-events">
          <summary>The parcel’s way ({order.events.length})</summary>
          <ol>
            {order.events.map((event) => (
              <li key={event.at + event.text}>
                {shortTime(event.at)}: {event.text} <span class="hint">{event.place}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}
