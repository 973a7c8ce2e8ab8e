import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let dist: string;
const read = (name: string) => readFileSync(join(dist, name), "utf-8");

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), "evenkeel-web-"));
  await build({ root: join(import.meta.dirname, ".."), logLevel: "error", build: { outDir: dist } });
}, 60_000);

afterAll(() => rmSync(dist, { recursive: true }));

/** A page's scripts, and all they import. */
function scripts(page: string): string[] {
  const found = new Set([...read(page).matchAll(/"(\/assets\/[^"]+\.js)"/g)].map((match) => match[1]!));
  for (const name of found) {
    for (const match of read(name).matchAll(/from"\.\/([^"]+\.js)"/g)) found.add(`/assets/${match[1]}`);
  }
  return [...found];
}

describe("the loader", () => {
  it("is a plain script under 4 KB", () => {
    expect(statSync(join(dist, "widget.js")).size).toBeLessThan(4096);
    expect(read("widget.js")).not.toMatch(/\b(?:import|export)\b[\s{"']/);
  });

  it("never speaks to just anybody", () => {
    expect(read("widget.js")).not.toMatch(/postMessage\([^)]*"\*"/);
  });
});

describe("the widget", () => {
  it("is under 40 KB of JavaScript, compressed, with all it imports", () => {
    const names = scripts("widget/index.html");
    expect(names.length).toBeGreaterThan(0);
    const size = names.reduce((total, name) => total + gzipSync(read(name)).length, 0);
    expect(size).toBeLessThan(40 * 1024);
  });
});

describe.each(["shop", "widget", "desk"])("the %s page", (page) => {
  it("has no script of its own inside, so that a strict content policy holds", () => {
    const html = read(`${page}/index.html`);
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/\son[a-z]+=/);
  });

  it("uses only files that are there, by absolute paths with hashed names", () => {
    const names = [...read(`${page}/index.html`).matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]!);
    const assets = names.filter((name) => name !== "/widget.js");
    expect(assets.length).toBeGreaterThan(0);
    for (const name of assets) {
      expect(name).toMatch(/^\/assets\/[\w-]+-[\w-]{8}\.(?:js|css|svg)$/);
      expect(readdirSync(join(dist, "assets"))).toContain(name.slice("/assets/".length));
    }
  });
});
