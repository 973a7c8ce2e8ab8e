import type { CannedReply } from "../../protocol";

/** Those in which every word is found, in the order given; where the shortcut itself is typed, that one first. */
export function matching(replies: CannedReply[], words: string): CannedReply[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = replies.filter((reply) => {
    const about = [reply.shortcut, reply.title, ...reply.tags, reply.text].join(" ").toLowerCase();
    return wanted.every((word) => about.includes(word));
  });
  const rank = ({ shortcut }: CannedReply) => (wanted[0] && shortcut.startsWith(wanted[0]) ? (shortcut === wanted[0] ? 0 : 1) : 2);
  return [...found].sort((one, other) => rank(one) - rank(other));
}
