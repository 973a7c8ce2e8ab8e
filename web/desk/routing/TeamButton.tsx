import { useState } from "preact/hooks";
import type { Overview } from "../../protocol";
import { Popover } from "../Popover";
import { byAvailability, standing, STATES } from "./words";

/** How many are on duty; pressed, who they are and how much each has to do. */
export function TeamButton({ overview }: { overview?: Overview }) {
  const [open, setOpen] = useState(false);
  if (!overview) return <p class="duty" data-testid="duty" />;
  return (
    <div class="duty">
      <button type="button" class="link" data-testid="duty" aria-expanded={open} onClick={() => setOpen(!open)}>
        {onDuty(overview.agents_on_duty)}
      </button>
      {open && (
        <Popover title="The team" dismiss={() => setOpen(false)}>
          <ul class="team" data-testid="team" tabIndex={0} data-scrolls aria-label="Colleagues">
            {byAvailability(overview.team).map((one) => (
              <li key={one.id}>
                <i class={`presence ${one.state}`} aria-hidden="true" />
                <span>
                  <b>{one.name}</b>
                  {one.id === overview.me.id && " (you)"}
                </span>
                <span class="hint">{STATES[one.state]}</span>
                <span class="hint">{standing(one)}</span>
              </li>
            ))}
          </ul>
        </Popover>
      )}
    </div>
  );
}

function onDuty(count: number): string {
  if (count === 0) return "Nobody on duty";
  return count === 1 ? "1 person on duty" : `${count} people on duty`;
}
