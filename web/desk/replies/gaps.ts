/** Prepared replies mark what is not known as [[order]]. Nobody sends such a gap without noticing. */
const GAP = /\[\[([^[\]]+)\]\]/g;

export function gapsIn(text: string): string[] {
  return [...new Set([...text.matchAll(GAP)].map((found) => found[1]!))];
}

/** Where the first gap stands, to be selected: typing replaces it. */
export function firstGap(text: string): [number, number] | undefined {
  const at = text.search(GAP);
  return at < 0 ? undefined : [at, text.indexOf("]]", at) + 2];
}

/** What is typed after a slash that begins a word, up to the caret; undefined where there is none. */
export function searched(text: string, caret: number): { from: number; words: string } | undefined {
  const found = /(?:^|\s)\/([\p{L}\d -]{0,40})$/u.exec(text.slice(0, caret));
  return found ? { from: caret - found[1]!.length - 1, words: found[1]! } : undefined;
}
