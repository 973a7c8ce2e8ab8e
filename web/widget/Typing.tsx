/** Somebody is writing. Not announced aloud: it would talk over what they then say. */
export function Typing({ who }: { who: { author: string; name?: string } }) {
  const words = who.author === "agent" ? `${who.name ?? "A colleague"} is typing` : "The assistant is reading";
  return (
    <p class="typing" data-testid="typing" aria-live="off">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {words}
    </p>
  );
}
