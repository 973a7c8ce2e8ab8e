import { Icon } from "../common/Icon";
import type { WidgetState } from "./state";

/** Says plainly what answers here. */
export function Header({ title, state, close }: { title?: string; state: WidgetState; close?: () => void }) {
  return (
    <header class="head">
      <div class="head-words">
        <h1>{title ? `${title} help` : "Customer help"}</h1>
        <p>{whoAnswers(state)}</p>
      </div>
      {close && (
        <button type="button" class="head-close" aria-label="Close the chat" data-testid="close-panel" onClick={close}>
          <Icon name="down" size={24} />
        </button>
      )}
    </header>
  );
}

function whoAnswers({ conversation }: WidgetState): string {
  if (conversation?.owner === "agent") return `A person is answering: ${conversation.agent_name ?? "a colleague"}`;
  return "Automated assistant. There are people too.";
}
