import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** A small panel under the buttons. Focus goes in, and back to its button; Escape or going elsewhere dismisses it. */
export function Popover({ title, dismiss, children }: { title: string; dismiss: () => void; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const panel = box.current!;
    const before = document.activeElement as HTMLElement | null;
    panel.querySelector<HTMLElement>("textarea, button, input")?.focus();
    const outside = (event: PointerEvent) => {
      const target = event.target as Element;
      if (!box.current?.contains(target) && !target.closest("[aria-expanded]")) dismiss();
    };
    addEventListener("pointerdown", outside);
    return () => {
      removeEventListener("pointerdown", outside);
      if (panel.contains(document.activeElement) || document.activeElement === document.body) before?.focus();
    };
  }, []);

  return (
    <div
      class="popover"
      role="dialog"
      aria-label={title}
      ref={box}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget && !box.current?.contains(relatedTarget as Node)) dismiss();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        dismiss();
      }}
    >
      <h2>{title}</h2>
      {children}
    </div>
  );
}
