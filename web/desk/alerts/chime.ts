/** A short sound, made on the spot. Browsers allow it only after somebody has touched the page. */
const NOTES = { usual: [660, 880], urgent: [880, 660, 880] };
const LENGTH_S = 0.16;
const VOLUME = 0.12;

let context: AudioContext | undefined;

/** At the first touch or key; returns how to stop listening for one. */
export function unlockOnTouch(): () => void {
  const unlock = () => {
    context ??= new AudioContext();
    if (context.state === "suspended") void context.resume();
  };
  const events = ["pointerdown", "keydown"] as const;
  for (const name of events) addEventListener(name, unlock, { capture: true });
  return () => events.forEach((name) => removeEventListener(name, unlock, { capture: true }));
}

export function chime(urgent: boolean) {
  if (context?.state !== "running") return; // the title and the notification still tell
  NOTES[urgent ? "urgent" : "usual"].forEach((pitch, index) => {
    const [tone, gain] = [context!.createOscillator(), context!.createGain()];
    const start = context!.currentTime + index * LENGTH_S;
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(VOLUME, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, start + LENGTH_S);
    tone.connect(gain).connect(context!.destination);
    tone.start(start);
    tone.stop(start + LENGTH_S);
  });
}
