import { expect, it } from "vitest";
import { createBurst } from "../../widget/burst";
import { message } from "../support";

const mine = (seq: number) => message(seq, { author: "customer" });

it("begins with the first of the replies that come together", () => {
  const burst = createBurst();
  expect(burst.beginning([mine(1)], 0)).toBeUndefined();
  expect(burst.beginning([mine(1), message(2)], 100)).toBe(2);
  expect(burst.beginning([mine(1), message(2), message(3)], 200)).toBe(2);
});

it("begins anew with what comes later", () => {
  const burst = createBurst();
  burst.beginning([mine(1)], 0);
  burst.beginning([mine(1), message(2)], 100);
  expect(burst.beginning([mine(1), message(2), message(3)], 60_000)).toBe(3);
});

it("ends when the customer has had the last word", () => {
  const burst = createBurst();
  burst.beginning([mine(1)], 0);
  burst.beginning([mine(1), message(2)], 100);
  expect(burst.beginning([mine(1), message(2), mine(3)], 200)).toBeUndefined();
  expect(burst.beginning([mine(1), message(2), mine(3), message(4)], 300)).toBe(4);
});

it("is not made of an old conversation that was opened again", () => {
  expect(createBurst().beginning([mine(1), message(2), message(3)], 0)).toBeUndefined();
});
