import { forWhom, type Page } from "./page";

/** For whoever has the address and not the role. */
export function NotForYou({ page, back }: { page: Page; back: () => void }) {
  return (
    <main class="empty large" data-testid="not-for-you">
      <b>This page is for {forWhom(page)}.</b>
      <p>If you need it, ask an administrator of your desk.</p>
      <button type="button" class="button" onClick={back}>
        Back to the desk
      </button>
    </main>
  );
}
