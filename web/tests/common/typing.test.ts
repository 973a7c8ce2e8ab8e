import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { typingSignal } from "../../common/typing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("tells at the first key, rarely after that, and once when typing stops", () => {
  const told: boolean[] = [];
  const signal = typingSignal((typing) => told.push(typing));
  for (let key = 0; key < 20; key++) {
    signal.key(true);
    vi.advanceTimersByTime(100);
  }
  expect(told).toEqual([true, true]);
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([true, true, false]);
});

it("says nothing more after the message was sent", () => {
  const told: boolean[] = [];
  const signal = typingSignal((typing) => told.push(typing));
  signal.key(true);
  signal.sent();
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([true, false]);
});
