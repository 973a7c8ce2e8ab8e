import { useNow } from "../common/hooks";
import { Icon } from "../common/Icon";
import type { QueueItem } from "../protocol";
import { QueueRow } from "./QueueRow";
import { MyPromises } from "./writing/MyPromises";
import type { DeskState } from "./state";

interface Props {
  state: DeskState;
  open: (id: string) => void;
  search: () => void;
}

/** Who waits, in the order in which to take them; then mine; then everybody else's. */
export function QueuePane({ state, open, search }: Props) {
  const { overview, selected } = state;
  const now = useNow();
  return (
    <nav class="pane queue-pane" aria-label="Conversations">
      <button type="button" class="find-button" data-testid="find" data-does="search" onClick={search}>
        <Icon name="search" size={16} /> Find a conversation <kbd>f</kbd>
      </button>
      {!overview && <p class="empty">Fetching the queue…</p>}
      {overview && (
        <>
          <Group title="Waiting for a person" items={overview.queue} testid="queue" {...{ now, selected, open }}>
            <p class="empty" data-testid="queue-empty">
              <b>No one is waiting.</b> A conversation appears here as soon as somebody needs a person.
            </p>
          </Group>
          {state.me && state.promises.length > 0 && <MyPromises promises={state.promises} csrf={state.me.csrf} open={open} />}
          <Group title="Mine" items={overview.mine} testid="mine" {...{ now, selected, open }}>
            <p class="empty">None. Open one that is waiting and press Take over.</p>
          </Group>
          <Group title="With the assistant or colleagues" items={overview.others} testid="others" {...{ now, selected, open }}>
            <p class="empty">No other open conversations.</p>
          </Group>
        </>
      )}
    </nav>
  );
}

interface GroupProps {
  title: string;
  items: QueueItem[];
  testid: string;
  now: number;
  selected?: string;
  open: (id: string) => void;
  children: preact.ComponentChildren;
}

function Group({ title, items, testid, now, selected, open, children }: GroupProps) {
  return (
    <section class="group" data-testid={testid} aria-label={title}>
      <h2>
        {title} <span>{items.length}</span>
      </h2>
      {items.length === 0 && children}
      <ul>
        {items.map((item) => (
          <li key={item.conversation_id}>
            <QueueRow item={item} now={now} current={item.conversation_id === selected} open={open} />
          </li>
        ))}
      </ul>
    </section>
  );
}
