import { describe, expect, it } from "vitest";
import { shortTime, since } from "../../common/times";

const start = "2026-11-22T13:00:00.000Z";
const after = (seconds: number) => Date.parse(start) + seconds * 1000;

describe("how long since", () => {
  it.each([
    [-5, "0 s"],
    [0, "0 s"],
    [59, "59 s"],
    [60, "1 min 0 s"],
    [599, "9 min 59 s"],
    [600, "10 min"],
    [3600, "1 h 0 min"],
    [90_000, "1 d"],
  ])("after %d seconds is %s", (seconds, words) => {
    expect(since(start, after(seconds))).toBe(words);
  });
});

it("names the day only when it is another one", () => {
  const at = new Date(start);
  const later = new Date(at.getTime() + 3 * 86_400_000);
  expect(shortTime(start, at).length).toBeLessThan(shortTime(start, later).length);
  expect(shortTime(start, later)).toContain(shortTime(start, at));
});
