import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { initials } from "./words";

/** What hangs from one's initials. It closes by Escape, once the focus or a press is outside, and by a choice. */
export function AccountMenu({ name, email, children }: { name: string; email: string; children: ComponentChildren }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => menu.current?.removeAttribute("open");

  useEffect(() => {
    const outside = (event: PointerEvent) => !menu.current?.contains(event.target as Node) && close();
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, []);

  return (
    <details
      class="account"
      ref={menu}
      onFocusOut={({ relatedTarget }) => {
        // Open, it would lie over what has the focus now.
        if (relatedTarget && !menu.current?.contains(relatedTarget as Node)) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !menu.current?.open) return;
        event.stopPropagation();
        close();
        menu.current.querySelector("summary")?.focus();
      }}
    >
      <summary data-testid="account-menu">
        <span aria-hidden="true">{initials(name)}</span>
        <span class="visually-hidden">Account of {name}</span>
      </summary>
      <div class="menu" onClick={(event) => (event.target as Element).closest("a, button") && close()}>
        <p>
          <b>{name}</b>
          <span class="hint">{email}</span>
        </p>
        {children}
      </div>
    </details>
  );
}
