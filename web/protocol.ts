/** What the pages and the desk say to each other over socket.io. The desk's side is bot/desk/sockets/. */

// ---------------------------------------------------------------- shared

export type Author = "customer" | "assistant" | "agent" | "system";
export type Owner = "assistant" | "queue" | "agent" | "closed";
export type Level = "calm" | "upset" | "irate";
export type Urgency = "normal" | "high" | "urgent";

/** Times are ISO 8601 in UTC; the page shows them in the reader's zone. */
export type Iso = string;

export interface Card {
  kind: string;
  title: string;
  subtitle?: string;
  rows: { label: string; value: string; tone?: "good" | "warn" | "plain" }[];
  link?: { title: string; href: string };
}

export interface Message {
  id: string; // the sender's id for a customer's message, ours otherwise
  seq: number; // 1, 2, 3 … within the conversation, no gaps for agents; customers do not see notes
  at: Iso;
  author: Author;
  name?: string; // an agent's name
  kind: "text" | "note" | "event";
  text?: string;
  buttons?: { title: string }[]; // pressed by index; the command behind it stays at the desk
  card?: Card;
  reading?: Reading; // agents only
  whisper?: true; // agents only: a note from a supervisor to the agent who had it
}

export interface Reading {
  intent: string;
  confidence: number;
  frustration: number; // 0 to 1
  level: Level;
  cues: string[];
  flags: Record<string, number>;
}

/** Every request is answered by an acknowledgement: {ok: true, …} or {ok: false, error}. */
export interface Refusal {
  ok: false;
  error: { code: string; message: string }; // message is for people: what went wrong, what to do
}
export type Ack<T> = ({ ok: true } & T) | Refusal;

// ---------------------------------------------------------------- customer, namespace "/"
// Rasa's own events work too: session_request, session_confirm (a token, as a string), user_uttered
// {message, session_id}, bot_uttered {text, quick_replies?}. A client that says client: "evenkeel"
// gets "message" and "state" instead of "bot_uttered".

export interface SessionRequest {
  client: "evenkeel";
  session_id?: string; // the signed token of an earlier visit; anything else is ignored
  resume?: string; // the token of a link in a mail: opens that conversation, or is refused with code "link_expired"
  customer_token?: string | null; // signed by the shop's server: who is signed in; null: nobody
  locale?: string;
  timezone?: string;
  page?: string;
}

/** Acknowledges session_request. The server emits session_confirm with the same token, as Rasa does. */
export interface Session {
  token: string;
  state: ConversationState;
  messages: Message[];
}

export interface UserUttered {
  session_id: string;
  id: string; // UUID made by the widget; a repeat is acknowledged again, never stored twice
  message: string;
  button?: { seq: number; index: number }; // message is then the button's title
}
// user_uttered   → Ack<{ message: Message }>
// sync           {session_id, after: seq} → Ack<{ messages: Message[]; state: ConversationState }>
// typing         {session_id, typing: boolean}            (no acknowledgement)
// seen           {session_id, seq}   everything up to there was in front of the customer
// contact        {session_id, contact: string} → Ack<{ state }>      an e-mail address or a phone number
// rate           {session_id, score: 1..5, comment?} → Ack<{ state }>
// sign_in        {session_id, customer_token | null} → Ack<{ state }>
// mail_transcript {session_id} → Ack<{ to }>              their copy, to the address of mail_to
// server: message (Message) · state (ConversationState) · typing {author, name?, typing} · seen {seq}: by their agent

export interface ConversationState {
  reference: string; // "EV-7K2Q9"
  owner: Owner;
  agent_name?: string;
  customer_name?: string; // set when signed in
  waiting_on: "us" | "customer";
  next_step?: string; // in plain words, for the customer: "A colleague will join in about 3 minutes."
  next_step_due?: Iso;
  queue?: { position: number; agents_on_duty: number };
  contact?: string;
  rating?: number;
  assistant: "ready" | "starting" | "unavailable";
  last_seq: number;
  seen_seq: number; // the newest message that an agent has had in front of them
  transcript_url: string;
  mail_to?: string; // where e-mail for them goes; "": no address is known yet; absent: there is no e-mail here
}

// ---------------------------------------------------------------- agent, namespace "/desk"
// Connects with the login cookie and auth: {csrf}. Refused with "log in" otherwise.
// Every event is acknowledged.
//
// overview       {} → Ack<Overview>                      also pushed as "overview" whenever anything changes
// open           {conversation_id} → Ack<{ conversation, messages, brief }>; then joins its live updates
// leave          {conversation_id}
// take           {conversation_id} → Ack<{ conversation }>; refused with code "taken" if another was quicker
// say            {conversation_id, id, text, press?, promises?: PromiseWish[]} → Ack<{ message }>   press: what the words
//                tell of; its promise is made. With neither, what the text promises with a date is recorded as the agent's
// draft          {conversation_id, text} → Ack<DraftLook>   what the coach has to say, and the promises it would make
// promises       {} → Ack<{ promises: AgentPromise[] }>      also pushed as "promises" whenever any changes
// note           {conversation_id, id, text} → Ack<{ message }>
// typing         {conversation_id, typing}
// seen           {conversation_id, seq}   everything up to there was in front of the agent
// hand_back      {conversation_id, note?} → Ack<{ conversation }>   to the assistant, which is told
// requeue        {conversation_id, note?} → Ack<{ conversation }>
// accept         {conversation_id} → Ack<{ conversation }>          whom one is offered; refused like take
// decline        {conversation_id, reason?} → Ack<{ conversation }>   it is offered to the next
// transfer       {conversation_id, agent_id | team, note?} → Ack<{ conversation }>   refused with code "not_possible"
// whisper        {conversation_id, id, text} → Ack<{ message }>     supervisors: a note to the agent who has it
// take_over      {conversation_id} → Ack<{ conversation }>          supervisors: from whoever has it
// close          {conversation_id, disposition, tags?: string[]} → Ack<{ conversation }>
// availability   {state: "online" | "away"} → Ack<{}>
// heartbeat      {active: boolean} → Ack<{}>             every 15 s; active: somebody is in front of the page
// server: overview · message {conversation_id, message} · conversation {…AgentConversation}
//         · brief {conversation_id, brief} · typing {conversation_id, author, typing}
//         · whisper {conversation_id, message}: to the agent it is for, whatever they have open
//         · taken_over {conversation_id, by, customer}: to the agent who had it
//         · seen {conversation_id, seq}: by the customer

export interface Overview {
  // missed_offers: left unanswered in a row; away with any of them: the desk has set them away
  me: { id: string; name: string; email: string; role: string; availability: "online" | "away"; missed_offers: number };
  queue: QueueItem[]; // in the order in which to take them
  mine: QueueItem[];
  others: QueueItem[]; // with other agents or with the assistant, open
  agents_on_duty: number;
  team: Colleague[]; // everybody who works at this desk, by name, oneself too
  teams: { id: string; name: string }[]; // the skills of site.yml, to pass customers on to
  offer?: Offer; // whom one is asked to take
}

/** Somebody of the team. Online and away are chosen; offline: the page has sent no heartbeat. */
export interface Colleague {
  id: string;
  name: string;
  state: "online" | "away" | "offline";
  open: number; // conversations they have
  limit: number; // as many as they are offered
  skills: string[]; // in words
  languages: string[]; // beside English, as codes
}

/** Somebody in the queue, offered to this agent; without an answer they go to the next. */
export interface Offer {
  id: string;
  offered_at: Iso;
  expires_at: Iso;
  asked_by?: string; // the colleague who passes them on
  item: QueueItem;
}

/** How it was made sure who the customer is: signed in at the shop, or a code sent by e-mail. */
export type VerifiedBy = "sign_in" | "code";

export interface QueueItem {
  conversation_id: string;
  reference: string;
  owner: Owner;
  agent_name?: string;
  customer: { name?: string; email?: string; verified: boolean; verified_by?: VerifiedBy };
  reason?: string; // handoff reason code
  reason_text?: string; // in words
  urgency: Urgency;
  wants?: string; // what they came for: "their money back"
  skill?: string; // the team it asks for, by name
  language?: string; // in which they write, if it isn't English: a code, or "other"
  offered_to?: string; // who is asked to take it now
  temper: Level;
  trend: "rising" | "steady" | "falling";
  frustration: number; // latest, 0 to 1
  waiting_since?: Iso; // since when the customer waits for us, if they do
  enqueued_at?: Iso;
  next_step_due?: Iso;
  overdue: boolean;
  contact?: string;
  callback_due?: Iso; // they were promised to be contacted there by then
  online: boolean; // the customer's widget is connected
  last_text?: string;
}

export type AgentConversation = QueueItem & {
  created_at: Iso;
  waiting_on: "us" | "customer";
  next_step?: string;
  disposition?: string;
  tags?: string[]; // what it was about
  rating?: number;
  watched_by?: string[]; // supervisors who read along
  last_seq: number;
  seen_seq: number; // the newest message that the customer has had in front of them
};

/** The coach's advice: `better` stands in place of the draft's characters from `start` to `end`. */
export interface Advice {
  kind: string; // "blame", "promise without a date", …
  phrase: string; // "" where it is about the whole draft
  why: string;
  start: number;
  end: number;
  better: string | null; // null: there is no wording to offer
}

/** A promise that goes on record with a message. */
export interface PromiseWish {
  text: string;
  due: Iso;
  owner: "me" | "team";
}

export interface DraftLook {
  advice: Advice[]; // at most three, the weightiest first
  promises: PromiseWish[];
  timezone: string; // the customer's, in which the times are meant
}

/** An open promise that this agent, or anybody of the team, must keep. */
export interface AgentPromise extends PromiseWish {
  id: string;
  conversation_id: string;
  reference: string;
  customer: string | null;
  timezone: string;
}

/** unconfirmed: due, and nobody could say whether it was done; void: the customer made it pointless. */
export interface Promised {
  text: string;
  due: Iso;
  status: "open" | "kept" | "broken" | "unconfirmed" | "void";
  check?: string; // what would keep it: "refund paid, RF-5101"
  said?: string; // how it ended, in the back office's words
  seq?: number; // the message in which it was made
  earlier?: string; // or the reference of the earlier conversation it was made in
}

/** A customer's message that was read: the words that counted, and what we had done since their one before. */
export interface CurvePoint {
  seq: number;
  frustration: number; // 0 to 1
  level: Level;
  cues: string[];
  after: string; // "acknowledge, solve", "Robin wrote"; "": nothing
}

/** Every statement carries the seq of the message it rests on. */
export interface Brief {
  conversation_id: string;
  at: Iso;
  headline: string; // one line: who, what, how they are
  who: {
    name?: string;
    email?: string;
    verified: boolean;
    verified_by?: VerifiedBy;
    contact?: string;
    language?: string; // in which they write, if it isn't English: a code, or "other"
    earlier_contacts: number;
  };
  wants: { text: string; seq?: number };
  facts: { label: string; value: string; seq: number }[];
  tried: { text: string; ok: boolean; seq: number }[];
  promised: Promised[];
  earlier: { conversation_id: string; reference: string; at: Iso; text: string; outcome: string }[]; // same matter
  do_not_ask: { text: string; seq: number }[];
  curve: CurvePoint[];
  why: { reason: string; text: string; evidence: { quote: string; cue: string; seq?: number }[] };
  urgency: Urgency;
  first_line: string; // suggested
  recommended?: string;
}

// ---------------------------------------------------------------- HTTP
// GET  /                    the demo shop        GET /desk  /desk/*   the agents' page
// GET  /widget.js           the loader           GET /widget          the widget's frame
// GET  /help/:slug          a help article       GET /transcript/:token  (text download)
// GET  /api/demo/customers → [{id, name, email}]      POST /api/demo/sign-in {customer_id} → {customer_token}
// GET  /api/setup/:token → SetupLink   POST /api/setup {token, name, email, password} → Me (and logs in); a link for a
//                           new password asks for no name or email
// POST /api/login {email, password} → Me    POST /api/logout   GET /api/me → Me
// PATCH /api/me {name} → Me   POST /api/me/password {old, new} → Me (with a new CSRF token)
// GET  /api/me/logins → LoginSession[]   DELETE /api/me/logins(/:id) → {ended}   all others, or one
// GET  /api/people → People   (supervisors look; administrators change)   PATCH /api/people/:id PersonWishes → Person
// POST /api/people/:id/reset → {url, mailed}   POST /api/invitations {role, email?} → {url, mailed}
// DELETE /api/invitations/:id
// GET  /api/audit?person=&conversation=&action=&from=&to=&before= → Audit   (administrators)   GET /api/audit.csv?…
// GET  /api/conversations?words=&tag=&disposition=&agent=&from=&to=&of=&skip= → {found: FoundConversation[], more}
//                           of: a conversation whose customer's others are wanted
// POST /api/conversations/:id/reopen → {}   a closed one is the agent's again
// GET  /api/closing(?conversation_id=) → Closing
// POST /api/briefs/:id/ratings BriefRating → {}
// POST /api/promises/:id/kept {words?} → {}   POST /api/promises/:id/taken-back {words} → {}; the customer is told them
// GET  /api/supervisor/live → Live          (supervisors and administrators; others 403)
// GET  /api/supervisor/reports?days=30 (or from, to: days in the site's zone, both included) → Reports
// GET  /api/supervisor/reports/:id.csv?…   the same report as CSV
// GET  /api/supervisor/mails → UndeliveredMail[]   newest first (supervisors and administrators)
// GET  /api/alerts → AlertWish    POST /api/alerts {mail} → AlertWish   one's own
// GET  /chat/:token         the link in a mail: to the widget, on that conversation
// Refusals: {error: {code, message}} with the fitting status. What changes something for a logged-in agent carries X-CSRF-Token.

/** Whether one is alerted by e-mail when customers wait; null: nobody is, here. */
export interface AlertWish {
  mail: boolean | null;
}

export interface UndeliveredMail {
  id: number;
  kind: string;
  recipient: string;
  subject: string;
  written_at: Iso;
  given_up_at: Iso;
  error?: string;
  conversation_id?: string;
  reference?: string;
}

export interface Me {
  id: string;
  name: string;
  email: string;
  role: string;
  csrf: string;
}

// ---------------------------------------------------------------- past conversations, and the brief's ratings

export interface FoundConversation {
  conversation_id: string;
  reference: string;
  owner: Owner;
  customer: QueueItem["customer"];
  at: Iso; // begun
  until: Iso; // last changed
  agents: string[]; // who had it
  disposition: string | null;
  tags: string[];
  line: { seq: number; author: Author; text: string; marks: [number, number][] } | null; // where the words stand
}

/** What there is to choose from when a conversation is closed or looked for. */
export interface Closing {
  dispositions: { value: string; words: string }[];
  tags: string[]; // in use, the most used first
  suggested: string[]; // for the conversation asked about
  agents: { id: string; name: string }[];
}

/** `part`: a key of Brief; needed where something is wrong, as `words` are where something is missing. */
export interface BriefRating {
  verdict: "useful" | "wrong" | "missing";
  part?: keyof Brief;
  statement?: string;
  words?: string;
}

// ---------------------------------------------------------------- people and access

export type Role = "agent" | "supervisor" | "administrator";

/** What a one-time link is for. */
export interface SetupLink {
  sets: "account" | "password";
  email: string | null; // whom it was made for
  role: Role;
}

/** Where one is logged in. */
export interface LoginSession {
  id: string;
  device: string; // "Firefox on Windows"
  address: string | null;
  since: Iso;
  last_used: Iso;
  this: boolean;
}

export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  presence: "online" | "away" | "offline";
  last_seen: Iso | null;
  open: number; // conversations they have now
  skills: string[];
  languages: string[];
  max_open: number | null; // null: as many as site.yml says
  disabled: boolean;
  since: Iso;
}

/** What is left out stays as it is. */
export type PersonWishes = Partial<Pick<Person, "role" | "skills" | "languages" | "max_open" | "disabled">>;

export interface Invitation {
  id: string;
  role: Role;
  email: string | null;
  made_by: string | null; // null: by command line
  made_at: Iso;
  expires_at: Iso;
}

export interface People {
  may_change: boolean;
  skills: { id: string; name: string }[]; // site.yml's; empty: people are given any
  max_open: number; // for who has no limit of their own
  people: Person[];
  invitations: Invitation[];
}

/** Who saw and did what, the newest first. */
export interface Audit {
  entries: {
    id: number;
    at: Iso;
    who: string;
    what: string; // "took the conversation over"
    action: string;
    conversation_id: string | null;
    reference: string | null;
  }[];
  more: number | null; // the next page is `before` this one
  people: { id: string; name: string }[]; // to choose from
  actions: { action: string; title: string }[];
  timezone: string; // of the days one chooses
}

// ---------------------------------------------------------------- the order panel
// GET  /api/conversations/:id/orders          → OrderPanel
// GET  /api/conversations/:id/orders/:number  → OrderView
// POST /api/conversations/:id/orders/preview {deed, about, values} → {words: string[]}: what would happen
// POST /api/conversations/:id/orders/press {id, deed, about, values, seen, assured?} → Press. `id` is made by the page:
//      pressed again, it is the same press. 409 "meanwhile": something was done since the page looked.
// 404 "no_office": none is set up. 503 "office_down".

export type Row = { label: string; value: string; tone?: "good" | "warn" };

export interface OrderHead {
  number: string;
  standing: string; // "Late by 4 days"
  items: string;
  late: boolean;
}

export interface OrderPanel {
  verified: boolean; // if not, only orders named in the conversation are there
  account: Row[];
  orders: OrderHead[];
}

/** Something to fill in for a deed. `when`: only while another field has that value. */
export interface DeedField {
  name: string;
  label: string;
  kind: "text" | "long" | "money" | "choice" | "lines";
  options: { value: string; words: string }[];
  required: boolean;
  hint: string;
  when: { name: string; is: string } | null;
}

export interface Deed {
  name: string;
  title: string;
  care: boolean; // the agent must say how they made sure who it is
  fields: DeedField[];
}

/** What somebody did, or tried. `sentence` may be put into a message; `promise` goes with it. */
export interface Press {
  id: string;
  title: string;
  about: string;
  by: string;
  at: Iso;
  state: "doing" | "done" | "refused" | "unknown";
  words: string;
  sentence: string | null;
  promise: string | null;
  told: boolean; // the customer, in a message
}

export interface OrderView extends OrderHead {
  lines: { sku: string; name: string; quantity: number; total: string; case: string | null }[];
  rows: Row[];
  events: { at: Iso; text: string; place: string }[]; // the carrier's, newest first
  money: Row[];
  deeds: Deed[];
  done: Press[]; // newest first
  seen: number; // to be sent with a press
}

// ---------------------------------------------------------------- prepared replies (data/replies)
// GET  /api/conversations/:id/replies → {replies: CannedReply[], problem: string | null}: why the newest aren't used
// POST /api/conversations/:id/replies/used {reply: name}

/** With this conversation's facts filled in; what is missing stands in the text as [[order]]. Those that fit come first. */
export interface CannedReply {
  name: string;
  title: string;
  shortcut: string;
  tags: string[];
  text: string;
  missing: string[];
  fits: boolean; // it answers what the customer wants
  language: string | null;
}

// ---------------------------------------------------------------- help articles beside the conversation
// GET  /api/conversations/:id/help      → HelpHit[] for what the customer wants; with ?q=, for these words
// GET  /api/help/:slug                  → HelpArticle

export interface HelpHit {
  slug: string;
  title: string;
  heading: string;
  quote: string; // the passage that answers
  url: string; // the article's page, for the customer
}

export interface HelpArticle {
  slug: string;
  title: string;
  html: string; // safe: made by the desk from Markdown without HTML
}

// ---------------------------------------------------------------- the supervisor's page

export interface Waiting {
  count: number;
  longest: { conversation_id: string; reference: string; since: Iso } | null;
}

/** How it stands this moment. */
export interface Live {
  at: Iso;
  waiting: Waiting; // in the queue
  unanswered: Waiting; // with an agent who owes a word
  assistant: { open: number; now: number }; // now: something was said in the last ten minutes
  team: { name: string; on_duty: boolean; conversations: number; waiting: number }[]; // by name
  promises: {
    overdue: number;
    due: number; // within 24 hours
    next: { text: string; due: Iso; overdue: boolean; conversation_id: string; reference: string }[];
  };
  handoffs: { reason: string; text: string; count: number }[]; // today's
}

/** A value with its 95 % interval. */
export interface Figure {
  value: number;
  low: number;
  high: number;
}

export type Cell = string | number | Figure | null; // null: too few cases to say

export interface Column {
  key: string;
  title: string;
  kind: "text" | "count" | "seconds" | "share" | "level" | "change" | "rating";
  interval: boolean;
}

/** A table; the first column names the row. `plot.of`: the columns to draw, `plot.n` what they rest on. `left_out`: rows of too few cases. */
export interface Report {
  id: string;
  title: string;
  about: string;
  method: string;
  columns: Column[];
  plot: { kind: "bars" | "intervals" | "pairs" | "lines" | "none"; of: string[]; n: string | null };
  rows: Record<string, Cell>[];
  left_out: number;
}

export interface Reports {
  period: { from: string; to: string; timezone: string };
  reports: Report[];
}
