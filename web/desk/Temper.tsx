import { Icon } from "../common/Icon";
import type { Level } from "../protocol";
import { LEVELS, TRENDS } from "./words";

/** A level as shape and word, with colour besides: calm is a circle, upset a diamond, irate a triangle. */
export function LevelMark({ level, size = 10 }: { level: Level; size?: number }) {
  const shape = { calm: <circle cx="5" cy="5" r="4" />, upset: <path d="M5 0l5 5-5 5-5-5z" />, irate: <path d="M5 0l5 9.5H0z" /> };
  return (
    <svg class={`mark-${level}`} width={size} height={size} viewBox="0 0 10 10" fill="currentColor" aria-hidden="true">
      {shape[level]}
    </svg>
  );
}

export function TemperChip({ level, trend }: { level: Level; trend?: keyof typeof TRENDS }) {
  const icon = { rising: "up", steady: "level", falling: "down" } as const;
  return (
    <span class={`chip level-${level}`} data-testid="temper">
      <LevelMark level={level} />
      {LEVELS[level]}
      {trend && trend !== "steady" && (
        <span class="trend" title={TRENDS[trend]}>
          <Icon name={icon[trend]} size={14} />
          <span class="visually-hidden">{TRENDS[trend]}</span>
        </span>
      )}
    </span>
  );
}

/** Frustration from 0 to 1 as a bar with its number. */
export function FrustrationBar({ value, level }: { value: number; level: Level }) {
  const percent = Math.round(value * 100);
  return (
    <span class="bar" role="img" aria-label={`Frustration ${percent} of 100`} title={`Frustration ${percent} of 100`}>
      <span class="bar-track" aria-hidden="true">
        <span class={`bar-fill fill-${level}`} style={{ width: `${percent}%` }} />
      </span>
      <span aria-hidden="true">{percent}</span>
    </span>
  );
}
