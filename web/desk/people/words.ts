/** People in words. */
import { since } from "../../common/times";
import type { Person, Role } from "../../protocol";

export const ROLES: { role: Role; name: string; may: string }[] = [
  { role: "agent", name: "Agent", may: "answers customers" },
  { role: "supervisor", name: "Supervisor", may: "also sees how it stands, and the reports" },
  { role: "administrator", name: "Administrator", may: "all that, and lets people in" },
];

export const roleName = (role: Role) => ROLES.find((known) => known.role === role)?.name ?? role;

/** "Online", "Last seen 3 min ago", "Not seen yet". */
export function presenceWords(person: Pick<Person, "presence" | "last_seen" | "disabled">, now: number): string {
  if (person.disabled) return "Switched off";
  if (person.presence !== "offline") return person.presence === "online" ? "Online" : "Away";
  return person.last_seen ? `Last seen ${coarse(since(person.last_seen, now))} ago` : "Not seen yet";
}

/** "3 min 10 s" → "3 min". */
const coarse = (duration: string) => duration.split(" ").slice(0, 2).join(" ");

const languageNames = new Intl.DisplayNames(undefined, { type: "language" });

/** "de" → "German", in the reader's language. */
export function languageName(code: string): string {
  try {
    return languageNames.of(code) ?? code;
  } catch {
    return code; // no language tag at all
  }
}

/** "en, de" → ["en", "de"]. */
export function listOf(text: string): string[] {
  return [...new Set(text.split(",").map((word) => word.trim()).filter(Boolean))];
}
