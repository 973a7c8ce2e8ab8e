/** The figures of a report: as people read them, and where they lie on an axis. Pure. */
import type { Cell, Column, Figure, Report } from "../../protocol";

const counts = new Intl.NumberFormat("en-GB");
const TOO_FEW = "too few";

export function figureOf(cell: Cell | undefined): Figure | undefined {
  return typeof cell === "object" && cell !== null ? cell : undefined;
}

/** The plain value of a cell, or undefined where there is none. */
export function valueOf(cell: Cell | undefined): number | undefined {
  return typeof cell === "number" ? cell : figureOf(cell)?.value;
}

/** "50 min", "1 h 5 min", "−5 min 45 s": two units at most; seconds only under ten minutes. */
export function duration(seconds: number): string {
  const sign = seconds < 0 ? "−" : "";
  const whole = Math.round(Math.abs(seconds));
  const units: [number, string][] = [
    [86_400, "d"],
    [3600, "h"],
    [60, "min"],
    [1, "s"],
  ];
  const first = units.findIndex(([size]) => whole >= size);
  if (first < 0) return "0 s";
  const [size, name] = units[first]!;
  const rest = name === "min" && whole >= 600 ? undefined : units[first + 1];
  const more = rest ? Math.floor((whole % size) / rest[0]) : 0;
  return `${sign}${Math.floor(whole / size)} ${name}${rest && more ? ` ${more} ${rest[1]}` : ""}`;
}

/** One number, by the kind of its column. */
export function number(value: number, kind: Column["kind"]): string {
  if (kind === "seconds") return duration(value);
  if (kind === "share") return `${Math.round(value * 100)} %`;
  if (kind === "level") return String(Math.round(value * 100));
  if (kind === "rating") return value.toFixed(1);
  if (kind === "change") {
    const rounded = Math.round(value * 100);
    return rounded === 0 ? "0" : `${rounded < 0 ? "−" : "+"}${Math.abs(rounded)}`;
  }
  return counts.format(value);
}

/** A cell in words: "−30 (−33 to −27)", "too few". */
export function words(cell: Cell | undefined, column: Column): string {
  if (typeof cell === "string") return cell;
  const figure = figureOf(cell);
  if (figure) {
    const [value, low, high] = [figure.value, figure.low, figure.high].map((each) => number(each, column.kind));
    return low === high ? value! : `${value} (${low} to ${high})`;
  }
  return typeof cell === "number" ? number(cell, column.kind) : TOO_FEW;
}

/** Whether there is nothing to draw. */
export function isEmpty(report: Report): boolean {
  return report.rows.every((row) => report.plot.of.every((key) => !row[key]));
}

/** On how many cases the figures of a row rest, if that is not what is drawn. */
export function countOf(report: Report, row: Report["rows"][number]): number | undefined {
  return report.plot.n ? valueOf(row[report.plot.n]) : undefined;
}

export interface Axis {
  from: number;
  to: number;
  ticks: number[];
}

const TIMES = [1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 172_800, 604_800];

/** The axis for these columns of a report: fixed where the scale has ends, round figures where it has none. */
export function axis(report: Report, keys: string[]): Axis {
  const kind = report.columns.find((column) => column.key === keys[0])!.kind;
  if (kind === "share" || kind === "level") return { from: 0, to: 1, ticks: [0, 0.25, 0.5, 0.75, 1] };
  if (kind === "rating") return { from: 1, to: 5, ticks: [1, 2, 3, 4, 5] };
  const reach = Math.max(0, ...report.rows.flatMap((row) => keys.flatMap((key) => ends(row[key]))).map(Math.abs));
  if (kind === "change") {
    const to = Math.min(1, Math.max(0.1, Math.ceil(reach * 10) / 10));
    return { from: -to, to, ticks: [-to, -to / 2, 0, to / 2, to] };
  }
  const step = kind === "seconds" ? (TIMES.find((each) => reach / each <= 4) ?? round(reach / 4)) : Math.max(1, round(reach / 4));
  const last = Math.max(1, Math.ceil(reach / step));
  return { from: 0, to: last * step, ticks: Array.from({ length: last + 1 }, (_, index) => index * step) };
}

/** Where a value lies, in per cent of the axis. */
export function place(value: number, { from, to }: Axis): number {
  return Math.min(100, Math.max(0, ((value - from) / (to - from)) * 100));
}

function ends(cell: Cell | undefined): number[] {
  const figure = figureOf(cell);
  return figure ? [figure.low, figure.high] : typeof cell === "number" ? [cell] : [];
}

/** The next of 1, 2, 5, 10, 20, 50 … */
function round(value: number): number {
  const size = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return [1, 2, 5, 10].map((each) => each * size).find((each) => each >= value)!;
}
