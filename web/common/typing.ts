/** Tells that somebody types: at once, then at most every EVERY ms, and that they stopped after PAUSE ms of rest. */
const EVERY_MS = 1500;
const PAUSE_MS = 2000;

export interface TypingSignal {
  key(written: boolean): void;
  sent(): void;
}

export function typingSignal(emit: (typing: boolean) => void, now: () => number = Date.now): TypingSignal {
  let told = -Infinity;
  let active = false;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    clearTimeout(rest);
    if (active) emit(false);
    active = false;
    told = -Infinity;
  };
  return {
    key(written) {
      if (!written) return stop();
      if (now() - told >= EVERY_MS) {
        told = now();
        active = true;
        emit(true);
      }
      clearTimeout(rest);
      rest = setTimeout(stop, PAUSE_MS);
    },
    sent: stop,
  };
}
