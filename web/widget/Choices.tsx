interface Props {
  buttons: { title: string }[];
  enabled: boolean;
  chosen?: string;
  press: (index: number, title: string) => void;
}

/** Short answers to press instead of typing; once the customer has answered they only show what was chosen. */
export function Choices({ buttons, enabled, chosen, press }: Props) {
  return (
    <div class="choices" role="group" aria-label="Suggested answers">
      {buttons.map((button, index) => (
        <button
          key={index}
          type="button"
          class="choice"
          data-testid="choice"
          disabled={!enabled}
          aria-pressed={!enabled && chosen === button.title}
          onClick={() => press(index, button.title)}
        >
          {button.title}
        </button>
      ))}
    </div>
  );
}
