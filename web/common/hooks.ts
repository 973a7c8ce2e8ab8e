import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

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
 * Keeps a scrolling log at its end while new things come, unless the reader has scrolled up.
 * `follow()` goes back to the end; `stay()` leaves the view where it is.
 */
export function useFollow(changes: unknown[]) {
  const box = useRef<HTMLDivElement>(null);
  const state = useRef({ following: true, top: 0 });

  const toEnd = () => {
    if (state.current.following && box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  useLayoutEffect(toEnd, changes);
  useEffect(() => {
    // The log shrinks when a form or a keyboard comes up: what was at the end stays there.
    const watcher = new ResizeObserver(toEnd);
    watcher.observe(box.current!);
    return () => watcher.disconnect();
  }, []);

  return {
    box,
    onScroll() {
      const { scrollTop, scrollHeight, clientHeight } = box.current!;
      // Only going up is the reader's wish: content that grows also takes the view away from the end.
      if (scrollHeight - scrollTop - clientHeight < 48) state.current.following = true;
      else if (scrollTop < state.current.top) state.current.following = false;
      state.current.top = scrollTop;
    },
    follow() {
      state.current.following = true;
      toEnd();
    },
    stay() {
      state.current.following = false;
    },
  };
}
