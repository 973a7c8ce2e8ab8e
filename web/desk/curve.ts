/** Which turns moved the frustration most, for the plot and its words. */
import type { CurvePoint } from "../protocol";

export interface Moved {
  index: number;
  point: CurvePoint;
  change: number; // -1 to 1; above 0 it rose
}

const LEAST = 0.1; // less than that is no movement one can speak of
const MOST = 3;

/** The biggest rises and falls, in the order of the conversation. A first message that is hot already counts as a rise. */
export function moved(points: CurvePoint[]): Moved[] {
  const all = points.map((point, index) => ({ index, point, change: point.frustration - (points[index - 1]?.frustration ?? 0) }));
  const first = (one: Moved) => one.index > 0 || one.point.level !== "calm";
  return all
    .filter((one) => Math.abs(one.change) >= LEAST && first(one))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
    .slice(0, MOST)
    .sort((a, b) => a.index - b.index);
}

export const percent = (value: number) => Math.round(value * 100);

/** "up 34 to 81: says it is the third time; after acknowledge, solve". */
export function movedWords({ index, point, change }: Moved): string {
  const how = index === 0 ? `begins at ${percent(point.frustration)}` : `${change > 0 ? "up" : "down"} ${percent(Math.abs(change))} to ${percent(point.frustration)}`;
  const cues = point.cues.slice(0, 2).join(", ");
  return [how + (cues && `: ${cues}`), index > 0 && point.after && `after: ${point.after}`].filter(Boolean).join("; ");
}
