import { describe, expect, it } from "vitest";
import { pieces, safeHref } from "../../common/links";

const linked = (text: string) => pieces(text).flatMap((piece) => (piece.href ? [[piece.text, piece.href]] : []));

describe("links in a text", () => {
  it("leaves nothing out and adds nothing", () => {
    const text = "See https://a.example/x?y=1, or /help/returns. <b>bold</b> & more";
    expect(pieces(text).map((piece) => piece.text).join("")).toBe(text);
  });

  it("finds web addresses and help articles without the punctuation after them", () => {
    expect(linked("See https://a.example/x?y=1, or (/help/late-or-lost-parcel).")).toEqual([
      ["https://a.example/x?y=1", "https://a.example/x?y=1"],
      ["/help/late-or-lost-parcel", "/help/late-or-lost-parcel"],
    ]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://a.example/x",
    "https://user:pass@a.example/",
    "/desk/setup?token=x",
    "//a.example/help/x",
    "/help/../desk",
  ])("does not link to %s", (text) => {
    expect(linked(text)).toEqual([]);
    expect(safeHref(text)).toBeUndefined();
  });

  it("does not take /help/ inside another path for ours", () => {
    expect(linked("a.example/help/returns")).toEqual([]);
  });
});
