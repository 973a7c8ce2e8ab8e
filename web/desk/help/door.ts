/** Help articles for agents. A refusal is thrown as Refused, in words for people. */
import type { HelpArticle, HelpHit } from "../../protocol";
import { call } from "../api";

/** For what the customer wants, or for `words`. */
export const helpHits = (conversation: string, words: string) =>
  call<HelpHit[]>(`/api/conversations/${encodeURIComponent(conversation)}/help?${new URLSearchParams({ q: words })}`);

export const helpArticle = (slug: string) => call<HelpArticle>(`/api/help/${encodeURIComponent(slug)}`);
