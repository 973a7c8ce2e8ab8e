/** Finds the links in a text. Everything else stays text; only http(s) and our own /help/ pages become links. */

export interface Piece {
  text: string;
  href?: string;
}

const LINK = /https?:\/\/[^\s<>"'`]+|\/help\/[a-z0-9][a-z0-9/-]*/gi;
const TRAILING = /[.,;:!?)\]}]+$/;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let place = 0;
  for (const match of text.matchAll(LINK)) {
    const start = match.index;
    // "/help/" inside a longer word or path is not ours.
    if (match[0].startsWith("/") && /[\w/.]/.test(text[start - 1] ?? "")) continue;
    const link = match[0].replace(TRAILING, "");
    const href = safeHref(link);
    if (!href) continue;
    if (start > place) found.push({ text: text.slice(place, start) });
    found.push({ text: link, href });
    place = start + link.length;
  }
  if (place < text.length) found.push({ text: text.slice(place) });
  return found;
}

/** The address if it is one we are willing to link to, or undefined. */
export function safeHref(link: string): string | undefined {
  if (/^\/(?:help|transcript)\/[\w./-]*$/.test(link) && !link.includes("..")) return link;
  if (/^\/\?product=[\w-]+$/.test(link)) return link;
  try {
    const url = new URL(link);
    const plain = (url.protocol === "https:" || url.protocol === "http:") && !url.username && !url.password;
    return plain ? url.href : undefined;
  } catch {
    return undefined; // not an address at all: it stays text
  }
}
