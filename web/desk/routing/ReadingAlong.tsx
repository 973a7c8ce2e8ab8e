import { Icon } from "../../common/Icon";
import type { AgentConversation } from "../../protocol";

interface Props {
  conversation: AgentConversation;
  mine: boolean;
  me?: string; // one's own name
}

/** Says who reads along: to the agent that somebody does, to the supervisor that the agent can see it. */
export function ReadingAlong({ conversation, mine, me }: Props) {
  const readers = conversation.watched_by ?? [];
  if (readers.length === 0) return null;
  const others = readers.filter((name) => name !== me);
  const words = mine
    ? `${names(readers)} ${readers.length === 1 ? "is" : "are"} reading along.`
    : readers.includes(me ?? "")
      ? `You are reading along${others.length ? ` with ${names(others)}` : ""}; ${conversation.agent_name} can see that.`
      : `${names(readers)} ${readers.length === 1 ? "is" : "are"} reading along.`;
  return (
    <p class="reading-along" role="status" data-testid="reading-along">
      <Icon name="eye" size={16} /> {words}
    </p>
  );
}

function names(all: string[]): string {
  return new Intl.ListFormat("en").format(all);
}
