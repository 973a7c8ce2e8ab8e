import type { ComponentChildren } from "preact";

/** The frame round the log-in and set-up forms. */
export function Gate({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="gate">
      <div class="gate-card">
        <p class="gate-mark">
          <Mark /> Evenkeel <span>desk</span>
        </p>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}

export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0e4f50" />
      <path d="M7 12h18M9 12c0 7 3 11 7 11s7-4 7-11" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" />
      <path d="M16 12V6" stroke="#e9b873" stroke-width="2.6" stroke-linecap="round" />
    </svg>
  );
}
