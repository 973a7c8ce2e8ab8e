import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

const NEAR = 48; // pixels from the end that still count as being there
const MARGIN = 12;

/** Now, in milliseconds, drawn again every `every` milliseconds. */
export function useNow(every = 1000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/**
 * Keeps a scrolling log at its end while new things come, unless the reader has scrolled up. If what is new is
 * taller than the view, it is shown from its first line: `newest` names where it begins.
 * `follow()` goes to the very end; `stay()` leaves the view where it is; `more`: there is something below.
 */
export function useFollow(changes: unknown[], newest: () => HTMLElement | null = () => null) {
  const box = useRef<HTMLDivElement>(null);
  const state = useRef({ following: true, top: 0 });
  const [more, setMore] = useState(false);

  const below = () => box.current!.scrollHeight - box.current!.scrollTop - box.current!.clientHeight;
  const keep = (beginning: HTMLElement | null) => {
    if (state.current.following && box.current) {
      const top = beginning ? beginning.offsetTop - box.current.offsetTop - MARGIN : Infinity;
      const end = box.current.scrollHeight - box.current.clientHeight;
      // Never up: whoever has read on stays where they are.
      box.current.scrollTop = Math.max(box.current.scrollTop, Math.min(end, top));
    }
    setMore(below() >= NEAR);
  };
  useLayoutEffect(() => keep(newest()), changes);
  useEffect(() => {
    // The log shrinks when a form or a keyboard comes up: what was in view stays there.
    const watcher = new ResizeObserver(() => keep(newest()));
    watcher.observe(box.current!);
    return () => watcher.disconnect();
  }, []);

  return {
    box,
    more,
    onScroll() {
      // Only going up is the reader's wish: content that grows also takes the view away from the end.
      if (below() < NEAR) state.current.following = true;
      else if (box.current!.scrollTop < state.current.top) state.current.following = false;
      state.current.top = box.current!.scrollTop;
      setMore(below() >= NEAR);
    },
    follow() {
      state.current.following = true;
      keep(null);
    },
    stay() {
      state.current.following = false;
    },
  };
}
