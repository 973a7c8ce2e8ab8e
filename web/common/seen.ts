/** Tells the desk up to which message somebody has had the log in front of them: never of a tab nobody looks at. */
import type { Store } from "./store";

export interface Seen {
  of: string; // the conversation
  seq: number;
}

/** `seen` says what is in view now, if the line is up. Returns how to stop. */
export function watchSeen<S>(store: Store<S>, seen: (state: S) => Seen | undefined, tell: (seen: Seen) => void): () => void {
  let told: string | undefined;
  const look = () => {
    const now = document.hidden ? undefined : seen(store.get());
    const key = now && `${now.of} ${now.seq}`;
    if (now && key !== told) tell(now);
    told = key;
  };
  document.addEventListener("visibilitychange", look);
  const unwatch = store.watch(look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    unwatch();
  };
}
