import { describe, expect, it } from "vitest";
import { matching } from "../../desk/replies/find";
import { firstGap, gapsIn, searched } from "../../desk/replies/gaps";
import type { CannedReply } from "../../protocol";

const reply = (shortcut: string, title: string, text = ""): CannedReply => ({
  name: shortcut,
  title,
  shortcut,
  tags: [],
  text,
  missing: [],
  fits: false,
  language: null,
});

describe("prepared replies", () => {
  it("are searched by what follows a slash that begins a word", () => {
    expect(searched("/ref", 4)).toEqual({ from: 0, words: "ref" });
    expect(searched("Hello. /late par", 16)).toEqual({ from: 7, words: "late par" });
    for (const text of ["and/or", "https://shop.example/", "no slash"]) expect(searched(text, text.length)).toBeUndefined();
    expect(searched("/ref then more", 4)?.words).toBe("ref"); // up to the caret only
  });

  it("are found by any of their words, the shortcut itself first", () => {
    const replies = [reply("refund-late", "The refund is late"), reply("refund", "When the refund comes"), reply("late", "Late parcel")];
    expect(matching(replies, "refund").map(({ shortcut }) => shortcut)).toEqual(["refund", "refund-late"]);
    expect(matching(replies, "LATE refund").map(({ shortcut }) => shortcut)).toEqual(["refund-late"]);
    expect(matching(replies, "").length).toBe(3);
    expect(matching(replies, "nothing like it")).toEqual([]);
  });

  it("show each gap once, and where the first one stands", () => {
    const text = "Order [[order]] is late, [[customer]]. About [[order]]:";
    expect(gapsIn(text)).toEqual(["order", "customer"]);
    const [from, to] = firstGap(text)!;
    expect(text.slice(from, to)).toBe("[[order]]");
    expect(firstGap("no gap [here]")).toBeUndefined();
  });
});
