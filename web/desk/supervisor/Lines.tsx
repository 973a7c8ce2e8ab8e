/** Two figures over time. Days of which nothing can be said are gaps. */
import type { Column, Report } from "../../protocol";
import { type Axis, number, place, valueOf } from "./cells";
import { Legend } from "./Legend";

interface Props {
  report: Report;
  columns: Column[];
  scale: Axis;
  label: string;
}

export function Lines({ report, columns, scale, label }: Props) {
  const days = report.rows.map((row) => String(row[report.columns[0]!.key]));
  const x = (index: number) => (days.length < 2 ? 50 : (index / (days.length - 1)) * 100);
  const y = (value: number) => 100 - place(value, scale);
  return (
    <div class="plot" role="img" aria-label={label}>
      <Legend columns={columns} />
      <div class="lines">
        <span class="lines-axis">
          {scale.ticks.map((tick) => (
            <span style={{ top: `${y(tick)}%` }}>{number(tick, columns[0]!.kind)}</span>
          ))}
        </span>
        <svg class="lines-plot" aria-hidden="true">
          {scale.ticks.map((tick) => (
            <line class="plot-grid" x1="0" x2="100%" y1={`${y(tick)}%`} y2={`${y(tick)}%`} />
          ))}
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">
            {columns.map((column, which) =>
              stretches(report.rows.map((row) => valueOf(row[column.key]))).map((points) => (
                <polyline
                  class={which ? "lines-line" : "lines-line first"}
                  points={points.map(([index, value]) => `${x(index)},${y(value)}`).join(" ")}
                />
              )),
            )}
          </svg>
          {columns.map((column, which) =>
            report.rows.map((row, index) => {
              const value = valueOf(row[column.key]);
              if (value === undefined) return null;
              return <circle class={which ? "plot-dot" : "plot-from"} cx={`${x(index)}%`} cy={`${y(value)}%`} r="3.5" />;
            }),
          )}
        </svg>
      </div>
      <p class="lines-days">
        <span>{shortDay(days[0])}</span>
        <span>{shortDay(days.at(-1))}</span>
      </p>
    </div>
  );
}

/** The runs of days that have a value, each as [day's number, value]. */
export function stretches(values: (number | undefined)[]): [number, number][][] {
  const runs: [number, number][][] = [[]];
  values.forEach((value, index) => {
    if (value === undefined) runs.push([]);
    else runs.at(-1)!.push([index, value]);
  });
  return runs.filter((run) => run.length > 1);
}

function shortDay(iso: string | undefined): string {
  if (!iso) return "";
  return new Date(`${iso}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
}
