import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isCard, isIban } from "../../widget/checks";
import { mask } from "../../widget/mask";

type Vector = { text: string; masked: string };
const file = new URL("../../../tests/privacy/vectors.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf-8")) as Vector[];

describe("masking, by the vectors the desk is held to as well", () => {
  it.each(vectors)("$text", ({ text, masked }) => {
    expect(mask(text)).toBe(masked);
  });

  it.each(vectors)("twice changes nothing: $text", ({ masked }) => {
    expect(mask(masked)).toBe(masked);
  });
});

describe("check digits", () => {
  it("accepts a card number that a network could have issued, and not its neighbour", () => {
    expect(isCard("4242424242424242")).toBe(true);
    expect(isCard("4242424242424243")).toBe(false);
    expect(isCard("9242424242424242")).toBe(false);
  });

  it("accepts an IBAN only whole and with the right remainder", () => {
    expect(isIban("GB82WEST12345698765432")).toBe(true);
    expect(isIban("GB83WEST12345698765432")).toBe(false);
    expect(isIban("GB82WEST1234569876543")).toBe(false);
  });
});
