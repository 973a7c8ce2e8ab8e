import type { Reading } from "../protocol";
import { LevelMark } from "./Temper";
import { FLAGS, LEVELS } from "./words";

/** What the message shows: level, how strongly, and the cues in words. A calm message without cues stays quiet. */
export function ReadingLine({ reading }: { reading: Reading }) {
  const percent = Math.round(reading.frustration * 100);
  const flags = Object.entries(reading.flags).filter(([, probability]) => probability >= 0.5);
  return (
    <p class="reading" data-testid="reading" title={`Read as ${reading.intent.replaceAll("_", " ")}, ${Math.round(reading.confidence * 100)} % sure`}>
      <span class={`chip level-${reading.level}`}>
        <LevelMark level={reading.level} />
        {LEVELS[reading.level]} {percent}
      </span>
      {flags.map(([name]) => (
        <span key={name} class="chip flag">
          {FLAGS[name] ?? name}
        </span>
      ))}
      {reading.cues.length > 0 && <span class="cues">{reading.cues.join(" · ")}</span>}
    </p>
  );
}
