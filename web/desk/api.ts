/** The desk's HTTP side: set-up, log-in, the supervisor's figures. A refusal becomes a Refused with words for people. */
import type {
  AlertWish,
  BriefRating,
  CannedReply,
  Closing,
  FoundConversation,
  Live,
  Me,
  Reports,
  SetupLink,
  UndeliveredMail,
} from "../protocol";

export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export async function call<T>(path: string, body?: object, csrf?: string, method = body ? "POST" : "GET"): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { ...(body && { "Content-Type": "application/json" }), ...(csrf && { "X-CSRF-Token": csrf }) },
      body: body && JSON.stringify(body),
      credentials: "same-origin",
    });
  } catch {
    throw new Refused("no_answer", "The desk did not answer. Check your connection and try again.");
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer as T;
  const error = (answer as { error?: { code?: string; message?: string } }).error;
  throw new Refused(error?.code ?? String(response.status), error?.message ?? `The desk answered ${response.status}.`);
}

/** Who is logged in, or undefined. */
export async function whoAmI(): Promise<Me | undefined> {
  try {
    return await call<Me>("/api/me");
  } catch (error) {
    if (error instanceof Refused && error.code !== "no_answer") return undefined;
    throw error;
  }
}

export const logIn = (email: string, password: string) => call<Me>("/api/login", { email, password });
export const logOut = (csrf: string) => call<object>("/api/logout", {}, csrf);
export const checkSetup = (token: string) => call<SetupLink>(`/api/setup/${encodeURIComponent(token)}`);
export const setUp = (details: { token: string; name?: string; email?: string; password: string }) =>
  call<Me>("/api/setup", details);

const repliesOf = (id: string) => `/api/conversations/${encodeURIComponent(id)}/replies`;
export const cannedReplies = (id: string) => call<{ replies: CannedReply[]; problem: string | null }>(repliesOf(id));
export const replyUsed = (id: string, reply: string, csrf: string) => call<object>(`${repliesOf(id)}/used`, { reply }, csrf);
export const undeliveredMails = () => call<UndeliveredMail[]>("/api/supervisor/mails");
export const alertWish = () => call<AlertWish>("/api/alerts");
export const setAlertWish = (mail: boolean, csrf: string) => call<AlertWish>("/api/alerts", { mail }, csrf);

export interface PeriodQuery {
  days?: string;
  from?: string;
  to?: string;
}

const asked = (query: PeriodQuery) => new URLSearchParams(query as Record<string, string>);
export const live = () => call<Live>("/api/supervisor/live");
export const reports = (query: PeriodQuery) => call<Reports>(`/api/supervisor/reports?${asked(query)}`);
export const csvAddress = (id: string, query: PeriodQuery) => `/api/supervisor/reports/${id}.csv?${asked(query)}`;

/** What is looked for in past conversations; `of`: whose others are wanted. */
export interface Wanted {
  words?: string;
  tag?: string;
  disposition?: string;
  agent?: string;
  from?: string;
  to?: string;
  of?: string;
  skip?: string;
}

const said = (query: object) => new URLSearchParams(Object.entries(query).filter(([, value]) => value) as [string, string][]);
export const findConversations = (wanted: Wanted) =>
  call<{ found: FoundConversation[]; more: boolean }>(`/api/conversations?${said(wanted)}`);
export const closing = (conversation_id?: string) => call<Closing>(`/api/closing?${said({ conversation_id })}`);
export const reopen = (id: string, csrf: string) => call<object>(`/api/conversations/${encodeURIComponent(id)}/reopen`, {}, csrf);
export const rateBrief = (id: string, rating: BriefRating, csrf: string) =>
  call<object>(`/api/briefs/${encodeURIComponent(id)}/ratings`, rating, csrf);
export const keepPromise = (id: string, csrf: string) => call<object>(`/api/promises/${encodeURIComponent(id)}/kept`, {}, csrf);
export const takeBackPromise = (id: string, words: string, csrf: string) =>
  call<object>(`/api/promises/${encodeURIComponent(id)}/taken-back`, { words }, csrf);
