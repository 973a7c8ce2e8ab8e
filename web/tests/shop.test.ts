import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { safeHref } from "../common/links";
import { PRODUCTS, productOf } from "../shop/catalogue";

it("sells the same things at the same prices as the demo back office", () => {
  const source = readFileSync(new URL("../../bot/backoffice/demo.py", import.meta.url), "utf-8");
  const products = source.slice(source.indexOf("PRODUCTS = {"), source.indexOf("CUSTOMERS = {"));
  const listed = [...products.matchAll(/"([A-Z]{3}-\d\d)": \("([^"]+)", (\d+)\)/g)].map((match) => ({
    sku: match[1],
    name: match[2],
    pence: Number(match[3]),
  }));
  const bySku = (a: { sku?: string }, b: { sku?: string }) => a.sku!.localeCompare(b.sku!);
  expect(listed.length).toBeGreaterThan(10);
  expect(PRODUCTS.map(({ sku, name, pence }) => ({ sku, name, pence })).sort(bySku)).toEqual(listed.sort(bySku));
});

it("finds the product that a card of the chat links to, and no other", () => {
  expect(productOf("?product=MUG-04")).toBe("MUG-04");
  expect(productOf("?product=NONE-1")).toBeUndefined();
  expect(productOf("")).toBeUndefined();
  expect(safeHref("/?product=MUG-04")).toBe("/?product=MUG-04");
  expect(safeHref("/?product=MUG-04&next=//evil.example")).toBeUndefined();
});
