/** Draws a report: bars, dots with intervals, from one value to another, or lines over time. Widths are per cent, so
 * that nothing is distorted and nothing measured; the words are HTML and wrap. */
import type { Cell, Column, Report } from "../../protocol";
import { type Axis, axis, countOf, figureOf, number, place, valueOf, words } from "./cells";
import { Legend } from "./Legend";
import { Lines } from "./Lines";

const MOST_ROWS = 15; // the table has them all

export function Plot({ report }: { report: Report }) {
  const columns = report.plot.of.map((key) => report.columns.find((column) => column.key === key)!);
  const scale = axis(report, report.plot.of);
  const label = `${report.title}, drawn. The table below has the same figures.`;
  if (report.plot.kind === "lines") return <Lines report={report} columns={columns} scale={scale} label={label} />;
  return (
    <div class="plot" role="img" aria-label={label}>
      {report.plot.kind === "pairs" && <Legend columns={columns} />}
      {columns[0]!.kind === "change" && <p class="plot-legend">Left of the line: calmer. Hollow: may be chance.</p>}
      {report.rows.slice(0, MOST_ROWS).map((row) => {
        const cells = columns.map((column) => row[column.key]);
        return (
          <div class="plot-row">
            <span class="plot-label">
              {String(row[report.columns[0]!.key])}
              {countOf(report, row) !== undefined && <small> n {countOf(report, row)}</small>}
            </span>
            <svg class="plot-line" aria-hidden="true">
              <Grid scale={scale} />
              <Mark kind={report.plot.kind} cells={cells} scale={scale} change={columns[0]!.kind === "change"} />
            </svg>
            <span class="plot-value">{told(cells, columns)}</span>
          </div>
        );
      })}
      <div class="plot-row">
        <span class="plot-label" />
        <AxisNames scale={scale} kind={columns[0]!.kind} />
        <span class="plot-value" />
      </div>
      {report.rows.length > MOST_ROWS && (
        <p class="plot-legend">
          Drawn: the first {MOST_ROWS} of {report.rows.length} rows.
        </p>
      )}
    </div>
  );
}

function Mark({ kind, cells, scale, change }: { kind: string; cells: (Cell | undefined)[]; scale: Axis; change: boolean }) {
  const at = (value: number) => `${place(value, scale).toFixed(2)}%`;
  const [first, second] = cells.map(valueOf);
  if (first === undefined) return null;
  if (kind === "bars") return <rect class="plot-bar" x="0" y="4" height="16" width={at(first)} rx="2" />;
  if (kind === "pairs") {
    if (second === undefined) return null;
    return (
      <>
        <line class="plot-span" x1={at(first)} x2={at(second)} y1="12" y2="12" />
        <circle class="plot-from" cx={at(first)} cy="12" r="5" />
        <circle class="plot-dot" cx={at(second)} cy="12" r="5" />
      </>
    );
  }
  const figure = figureOf(cells[0]);
  const tone = !change || !figure ? "" : figure.high < 0 ? "fell" : figure.low > 0 ? "rose" : "unsure";
  return (
    <g class={tone}>
      {figure && <line class="plot-interval" x1={at(figure.low)} x2={at(figure.high)} y1="12" y2="12" />}
      <circle class="plot-dot" cx={at(first)} cy="12" r="5" />
    </g>
  );
}

function Grid({ scale }: { scale: Axis }) {
  return (
    <>
      {scale.ticks.map((tick) => {
        const at = `${place(tick, scale)}%`;
        return <line class={tick === 0 && scale.from < 0 ? "plot-zero" : "plot-grid"} x1={at} x2={at} y1="0" y2="24" />;
      })}
    </>
  );
}

function AxisNames({ scale, kind }: { scale: Axis; kind: Column["kind"] }) {
  return (
    <span class="plot-axis">
      {scale.ticks.map((tick) => (
        <span style={{ left: `${place(tick, scale)}%` }}>{number(tick, kind)}</span>
      ))}
    </span>
  );
}

function told(cells: (Cell | undefined)[], columns: Column[]): string {
  if (cells.length === 1) return words(cells[0], columns[0]!);
  const values = cells.map(valueOf);
  if (values.some((value) => value === undefined)) return words(undefined, columns[0]!);
  return values.map((value, index) => number(value!, columns[index]!.kind)).join(" → ");
}
