/** A value that pages watch. State changes in one place: `set`, with the next value computed from the last. */
import { useEffect, useState } from "preact/hooks";

export interface Store<S> {
  get(): S;
  set(change: (state: S) => S): void;
  watch(listener: () => void): () => void;
}

export function createStore<S>(initial: S): Store<S> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set(change) {
      const next = change(state);
      if (Object.is(next, state)) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The store's present value, drawn again when it changes. */
export function useStore<S>(store: Store<S>): S {
  const [state, setState] = useState(store.get);
  useEffect(() => {
    const update = () => setState(() => store.get());
    update();
    return store.watch(update);
  }, [store]);
  return state;
}
