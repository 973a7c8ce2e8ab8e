import { describe, expect, it } from "vitest";
import { axis, countOf, duration, isEmpty, number, place, words } from "../../desk/supervisor/cells";
import { stretches } from "../../desk/supervisor/Lines";
import type { Cell, Column, Report } from "../../protocol";

const column = (kind: Column["kind"], interval = false): Column => ({ key: "x", title: "X", kind, interval });
const report = (kind: Column["kind"], cells: Cell[]): Report => ({
  id: "r",
  title: "R",
  about: "",
  method: "",
  columns: [column("text"), { ...column("count"), key: "n" }, { ...column(kind), key: "y" }],
  plot: { kind: "intervals", of: ["y"], n: "n" },
  rows: cells.map((cell, index) => ({ x: `row ${index}`, n: 5 + index, y: cell })),
  left_out: 0,
});

describe("figures in words", () => {
  it.each([
    [0, "0 s"],
    [59.6, "1 min"],
    [345, "5 min 45 s"],
    [-345, "−5 min 45 s"],
    [3030, "50 min"],
    [5406, "1 h 30 min"],
    [7200, "2 h"],
    [180_000, "2 d 2 h"],
  ])("says %d seconds as %s", (seconds, said) => expect(duration(seconds)).toBe(said));

  it.each([
    [0.225, "change", "+23"],
    [-0.3, "change", "−30"],
    [-0.004, "change", "0"],
    [0.648, "share", "65 %"],
    [0.8, "level", "80"],
    [4.333, "rating", "4.3"],
    [1234, "count", "1,234"],
  ] as const)("says %d of the kind %s as %s", (value, kind, said) => expect(number(value, kind)).toBe(said));

  it("gives the interval, and says where there are too few cases", () => {
    expect(words({ value: -0.3, low: -0.33, high: -0.27 }, column("change", true))).toBe("−30 (−33 to −27)");
    expect(words({ value: 0.1, low: 0.1, high: 0.1 }, column("level", true))).toBe("10");
    expect(words(null, column("share", true))).toBe("too few");
    expect(words("=1+1", column("text"))).toBe("=1+1");
  });
});

describe("where figures lie", () => {
  it("keeps the ends of scales that have ends", () => {
    expect(axis(report("share", [0.2]), ["y"])).toMatchObject({ from: 0, to: 1 });
    expect(axis(report("rating", [4]), ["y"])).toMatchObject({ from: 1, to: 5 });
  });

  it("puts no change in the middle and reaches as far as the widest interval", () => {
    const scale = axis(report("change", [{ value: -0.1, low: -0.34, high: 0.14 }, null]), ["y"]);
    expect([scale.from, scale.to]).toEqual([-0.4, 0.4]);
    expect(place(0, scale)).toBe(50);
    expect(place(-9, scale)).toBe(0);
  });

  it("has round times, and covers the largest", () => {
    expect(axis(report("seconds", [5406]), ["y"])).toEqual({ from: 0, to: 7200, ticks: [0, 1800, 3600, 5400, 7200] });
    expect(axis(report("count", [363, 7]), ["y"])).toEqual({ from: 0, to: 400, ticks: [0, 100, 200, 300, 400] });
    expect(axis(report("count", [0]), ["y"]).to).toBeGreaterThan(0);
  });

  it("draws no line across a day of which nothing is known", () => {
    expect(stretches([1, 2, undefined, 3, undefined, 4, 5])).toEqual([
      [[0, 1], [1, 2]],
      [[5, 4], [6, 5]],
    ]); // prettier-ignore
  });
});

describe("a report", () => {
  it("is empty if it has nothing to draw, and says how many cases each row rests on", () => {
    expect(isEmpty(report("share", [null, null]))).toBe(true);
    expect(isEmpty(report("share", []))).toBe(true);
    const some = report("share", [null, { value: 0.5, low: 0.4, high: 0.6 }]);
    expect(isEmpty(some)).toBe(false);
    expect(countOf(some, some.rows[1]!)).toBe(6);
  });

  it("that only found nothing at all, for certain, is no empty report", () => {
    expect(isEmpty(report("change", [{ value: 0, low: 0, high: 0 }]))).toBe(false);
  });
});
