import type { CurvePoint } from "../protocol";
import { moved, movedWords, percent } from "./curve";
import { LEVELS } from "./words";

const WIDTH = 320;
const HEIGHT = 84;
const PAD = 14;

interface Props {
  points: CurvePoint[];
  jump: (seq: number) => void;
}

/** Frustration over the customer's messages, with the turns that moved it numbered and told below in words. Level by
 * shape as well as colour; everything leads to its message. */
export function Curve({ points, jump }: Props) {
  const turns = moved(points);
  const x = (index: number) => (points.length < 2 ? WIDTH / 2 : PAD + (index * (WIDTH - 2 * PAD)) / (points.length - 1));
  const y = (value: number) => HEIGHT - PAD - value * (HEIGHT - 2 * PAD);
  const line = points.map((point, index) => `${x(index).toFixed(1)},${y(point.frustration).toFixed(1)}`);
  return (
    <figure class="curve" data-testid="curve">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={summary(points)}>
        {[0, 0.5, 1].map((value) => (
          <line key={value} class="curve-grid" x1={0} x2={WIDTH} y1={y(value)} y2={y(value)} />
        ))}
        {points.length > 1 && <polyline class="curve-line" points={line.join(" ")} />}
        {points.map((point, index) => {
          const words = `Message ${index + 1}: ${LEVELS[point.level]}, ${percent(point.frustration)} of 100`;
          return (
            <g
              key={point.seq}
              class={`curve-point mark-${point.level}`}
              transform={`translate(${x(index)} ${y(point.frustration)})`}
              role="button"
              tabIndex={0}
              aria-label={words}
              onClick={() => jump(point.seq)}
              onKeyDown={(event) => {
                if (event.key !== "Enter" && event.key !== " ") return;
                event.preventDefault();
                jump(point.seq);
              }}
            >
              <title>{words}</title>
              <circle class="curve-reach" r="11" />
              {point.level === "calm" && <circle r="4.5" />}
              {point.level === "upset" && <path d="M0-6L6 0 0 6-6 0z" />}
              {point.level === "irate" && <path d="M0-6.5L6.5 5.5h-13z" />}
            </g>
          );
        })}
        {turns.map(({ point, index }, at) => (
          <text
            key={`turn ${point.seq}`}
            class="curve-number"
            x={x(index)}
            y={y(point.frustration) + (point.frustration > 0.75 ? 18 : -9)}
            aria-hidden="true"
          >
            {at + 1}
          </text>
        ))}
      </svg>
      <figcaption>
        <p class="hint">{summary(points)}</p>
        {turns.length > 0 && (
          <ol class="curve-turns">
            {turns.map((turn) => (
              <li key={turn.point.seq} class={turn.change > 0 ? "rise" : "fall"}>
                <button type="button" class="statement linked" data-testid="curve-turn" data-rests-on={turn.point.seq} onClick={() => jump(turn.point.seq)}>
                  {movedWords(turn)}
                </button>
              </li>
            ))}
          </ol>
        )}
      </figcaption>
    </figure>
  );
}

function summary(points: CurvePoint[]): string {
  const peak = percent(Math.max(...points.map((point) => point.frustration)));
  if (points.length === 1) return `${peak} of 100 in the one message so far`;
  return `From ${percent(points[0]!.frustration)} to ${percent(points.at(-1)!.frustration)} of 100 in ${points.length} messages; highest ${peak}`;
}
