import { useEffect, useMemo, useState } from "preact/hooks";
import type { OrderPanel } from "../../protocol";
import { Refused } from "../api";
import { isMine, type DeskState } from "../state";
import { maySupervise } from "../page";
import { orderDoor } from "./door";
import { OrderCard, type Insert } from "./OrderCard";
import { Rows } from "./Rows";

interface Props {
  state: DeskState;
  insert: NonNullable<Insert>;
}

/** The customer's orders, from the back office, and what can be done there. */
export function OrdersPane({ state, insert }: Props) {
  const { me, open } = state;
  const id = open?.conversation.conversation_id;
  if (!me || !id) return <p class="empty">The customer’s orders are here, once you have opened a conversation.</p>;
  const mine = isMine(state);
  const version = open.messages.filter((message) => message.author === "agent").at(-1)?.seq ?? 0;
  return (
    <Orders
      key={id + String(open.conversation.customer.verified)}
      conversation={id}
      csrf={me.csrf}
      version={version}
      mayAct={mine || maySupervise(me)}
      insert={mine ? insert : undefined}
    />
  );
}

interface OrdersProps {
  conversation: string;
  csrf: string;
  version: number;
  mayAct: boolean;
  insert: Insert;
}

function Orders({ conversation, csrf, version, mayAct, insert }: OrdersProps) {
  const door = useMemo(() => orderDoor(conversation, csrf), [conversation, csrf]);
  const [panel, setPanel] = useState<OrderPanel>();
  const [refusal, setRefusal] = useState<Refused>();
  const [opened, setOpened] = useState<string>();

  const look = async () => {
    try {
      const found = await door.list();
      setPanel(found);
      setRefusal(undefined);
      setOpened((before) => before ?? found.orders[0]?.number);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setRefusal(error);
    }
  };
  useEffect(() => void look(), [door]);

  if (refusal?.code === "no_office") return <p class="empty" data-testid="orders">{refusal.message}</p>;
  return (
    <div class="orders" data-testid="orders">
      <h2 class="visually-hidden">Orders</h2>
      {refusal && (
        <p class="problem" role="alert">
          {refusal.message}{" "}
          <button type="button" class="link" onClick={() => void look()}>
            Look again
          </button>
        </p>
      )}
      {!panel && !refusal && <p class="empty">Asking the back office…</p>}
      {panel && !panel.verified && (
        <p class="orders-care" data-testid="not-verified">
          <b>Not verified.</b> You see only the orders they named. Before money, goods or a label, make sure who it is
          and say how; an address can’t be changed for them.
        </p>
      )}
      {panel && panel.account.length > 0 && <Rows rows={panel.account} />}
      {panel?.orders.map((head) => (
        <OrderCard
          key={head.number}
          door={door}
          head={head}
          open={opened === head.number}
          toggle={() => setOpened((before) => (before === head.number ? "" : head.number))}
          version={version}
          mayAct={mayAct}
          insert={insert}
        />
      ))}
      {panel && panel.orders.length === 0 && (
        <p class="empty">{panel.verified ? "They have not ordered anything." : "They have named no order that exists."}</p>
      )}
      {panel && (
        <button type="button" class="button small quiet" onClick={() => void look()}>
          Look again
        </button>
      )}
    </div>
  );
}
