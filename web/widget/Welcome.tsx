/** Before the first word: what this is, and the errands it can do. */
const ERRANDS = [
  "Where is my order?",
  "I want to cancel an order",
  "I want to return something",
  "Where is my refund?",
  "Something arrived damaged",
];

export function Welcome({ choose, busy }: { choose: (text: string) => void; busy: boolean }) {
  return (
    <section class="welcome" data-testid="welcome">
      <h2>How can we help?</h2>
      <p>
        You're writing to an automated assistant. It can look up orders, arrange returns and see to damaged or late
        parcels. You can ask for a person at any time.
      </p>
      <ul class="choices">
        {ERRANDS.map((errand) => (
          <li key={errand}>
            <button type="button" class="choice" disabled={busy} onClick={() => choose(errand)}>
              {errand}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
