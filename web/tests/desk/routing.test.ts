import { describe, expect, it } from "vitest";
import { asks, awayBecause, byAvailability, secondsLeft, standing } from "../../desk/routing/words";
import type { Colleague, Offer } from "../../protocol";

const colleague = (name: string, change: Partial<Colleague> = {}): Colleague => ({
  id: name,
  name,
  state: "online",
  open: 0,
  limit: 4,
  skills: [],
  languages: [],
  ...change,
});

describe("the team", () => {
  it("has first who is there, and of those who has least to do for what they may have", () => {
    const team = [
      colleague("Away", { state: "away" }),
      colleague("Gone", { state: "offline" }),
      colleague("Half", { open: 2 }),
      colleague("Third", { open: 2, limit: 6 }),
      colleague("Idle"),
    ];
    expect(byAvailability(team).map(({ name }) => name)).toEqual(["Idle", "Third", "Half", "Away", "Gone"]);
  });

  it("is described by load, skills and languages in words", () => {
    const ada = colleague("Ada", { open: 1, skills: ["Refunds"], languages: ["es"] });
    expect(standing(ada)).toBe("1 of 4 conversations · Refunds · Spanish");
  });
});

describe("an offer", () => {
  it("counts down to nothing and not below", () => {
    const offer = { expires_at: "2026-11-25T12:00:45.000Z" } as Offer;
    expect(secondsLeft(offer, Date.parse("2026-11-25T12:00:00.500Z"))).toBe(45);
    expect(secondsLeft(offer, Date.parse("2026-11-25T12:03:00.000Z"))).toBe(0);
  });

  it("says what is asked of whoever takes it", () => {
    expect(asks({ language: "other", skill: "Refunds" })).toEqual(["Writes in another language", "Refunds"]);
    expect(asks({})).toEqual([]);
  });

  it("that went unanswered is told as the reason for being away", () => {
    expect(awayBecause(2)).toContain("2 offers in a row went unanswered");
  });
});
