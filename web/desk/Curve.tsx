import type { Brief } from "../protocol";
import { LEVELS } from "./words";

const WIDTH = 320;
const HEIGHT = 88;
const PAD = 12;

/** Frustration over the customer's messages. Level by shape as well as colour; each point leads to its message. */
export function Curve({ points, jump }: { points: Brief["curve"]; jump: (seq: number) => void }) {
  const x = (index: number) => (points.length < 2 ? WIDTH / 2 : PAD + (index * (WIDTH - 2 * PAD)) / (points.length - 1));
  const y = (value: number) => HEIGHT - PAD - value * (HEIGHT - 2 * PAD);
  const line = points.map((point, index) => `${x(index).toFixed(1)},${y(point.frustration).toFixed(1)}`);
  return (
    <figure class="curve" data-testid="curve">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={summary(points)}>
        {[0, 0.5, 1].map((value) => (
          <line key={value} class="curve-grid" x1={0} x2={WIDTH} y1={y(value)} y2={y(value)} />
        ))}
        {points.length > 1 && (
          <>
            <polygon class="curve-area" points={`${x(0)},${y(0)} ${line.join(" ")} ${x(points.length - 1)},${y(0)}`} />
            <polyline class="curve-line" points={line.join(" ")} />
          </>
        )}
        {points.map((point, index) => (
          <g
            key={point.seq}
            class={`curve-point mark-${point.level}`}
            transform={`translate(${x(index)} ${y(point.frustration)})`}
            role="button"
            tabIndex={0}
            aria-label={`Message ${index + 1}: ${LEVELS[point.level]}, ${Math.round(point.frustration * 100)} of 100`}
            onClick={() => jump(point.seq)}
            onKeyDown={(event) => {
              if (event.key === "Enter" || event.key === " ") {
                event.preventDefault();
                jump(point.seq);
              }
            }}
          >
            <title>{`${LEVELS[point.level]}, ${Math.round(point.frustration * 100)} of 100`}</title>
            <circle class="curve-reach" r="11" />
            {point.level === "calm" && <circle r="4.5" />}
            {point.level === "upset" && <path d="M0-6L6 0 0 6-6 0z" />}
            {point.level === "irate" && <path d="M0-6.5L6.5 5.5h-13z" />}
          </g>
        ))}
      </svg>
      <figcaption class="hint">{summary(points)}</figcaption>
    </figure>
  );
}

function summary(points: Brief["curve"]): string {
  const percent = (value?: number) => Math.round((value ?? 0) * 100);
  const peak = Math.max(...points.map((point) => point.frustration));
  if (points.length === 1) return `${percent(peak)} of 100 in the one message so far`;
  return `From ${percent(points[0]?.frustration)} to ${percent(points.at(-1)?.frustration)} of 100 in ${points.length} messages; highest ${percent(peak)}`;
}
