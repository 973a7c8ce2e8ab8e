/** Codes in words, for people. */
import type { Level, Owner, Urgency, VerifiedBy } from "../protocol";

export const REASONS: Record<string, string> = {
  asked_for_person: "Asked for a person",
  irate_not_calming: "Very angry and not calming down",
  not_understood: "The assistant did not understand",
  repeated_question: "Asked the same thing several times",
  no_progress: "Long conversation without progress",
  beyond_power: "Needs more than the assistant may do",
  broken_promise: "A promise was not kept",
  legal_threat: "Speaks of a chargeback, lawyer, regulator or press",
  fraud: "Fraud or a stolen account",
  danger: "Somebody may be in danger",
  threat: "Made a threat",
  self_harm: "Spoke of self-harm",
  vulnerable_customer: "Grief, illness or money trouble",
  language: "Writes in another language",
  assistant_unavailable: "The assistant is not available",
  mail_undelivered: "Our e-mail to them came back",
};

/** How sure we are of who this is. */
export function verifiedWords(who: { verified: boolean; verified_by?: VerifiedBy }): string {
  if (!who.verified) return "not signed in";
  return who.verified_by === "code" ? "verified by e-mailed code" : "signed in";
}

export const LEVELS: Record<Level, string> = { calm: "Calm", upset: "Upset", irate: "Irate" };
export const URGENCIES: Record<Urgency, string> = { normal: "", high: "High", urgent: "Urgent" };
export const TRENDS = { rising: "rising", steady: "steady", falling: "falling" } as const;

export const FLAGS: Record<string, string> = {
  abuse: "abuse",
  threat: "threat",
  self_harm: "self-harm",
  danger: "danger",
  legal: "legal",
  fraud: "fraud",
  human_request: "wants a person",
};

export const DISPOSITIONS = [
  { value: "solved", words: "Solved" },
  { value: "follow_up", words: "Follow-up needed" },
  { value: "no_answer", words: "No answer from the customer" },
  { value: "other", words: "Something else" },
];

export function ownerWords(owner: Owner, agent?: string): string {
  if (owner === "agent") return `With ${agent ?? "an agent"}`;
  return { assistant: "With the assistant", queue: "Waiting for a person", closed: "Closed" }[owner];
}

/** "Ada Lovelace" → "AL". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? "") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "")).toUpperCase();
}
