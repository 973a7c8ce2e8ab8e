"""The desk's tables. `site_id` is on everything; times are UTC; JSON columns hold what the contracts call JSON."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
    true,
)

from bot.post.outbox import columns
from bot.times import UtcDateTime

Json = JSON(none_as_null=True)  # nothing is NULL, not the JSON word null: the guarantee asks in SQL

_WHILE_OPEN = {"sqlite_where": text("answer IS NULL"), "postgresql_where": text("answer IS NULL")}

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# One row per conversation: who owns it, who owes the next word, and the next dated step the customer was told.
conversations = Table(
    "conversations",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("site_id", String(40), nullable=False),
    Column("reference", String(12), nullable=False),  # what people say aloud: "EV-7K2Q9"
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("owner", String(10), nullable=False),  # assistant | queue | agent | closed
    Column("agent_id", String(36), ForeignKey("agents.id")),
    Column("revision", Integer, nullable=False),  # see bot/desk/ledger.py
    Column("last_seq", Integer, nullable=False),  # number of the newest message
    Column("customer_seen_seq", Integer, nullable=False, server_default="0"),  # the newest they had in front of them
    Column("agent_seen_seq", Integer, nullable=False, server_default="0"),  # and the newest that their agent had
    Column("answered_seq", Integer, nullable=False),  # newest customer message that has been answered or handed over
    Column("waiting_on", String(10), nullable=False),  # us | customer
    Column("next_step", Text),  # in the customer's words: what happens next
    Column("next_step_kind", String(24)),  # see bot/desk/steps.py
    Column("next_step_due", UtcDateTime),
    Column("next_step_told_seq", Integer),  # the message in which the customer was told
    Column("waiting_since", UtcDateTime),  # since when the customer waits for us, if they do
    # The turn being taken: written before the brain is asked, so that after a crash the same messages are asked about
    # under the same id, and so that two desks do not take the same turn.
    Column("turn_id", String(36)),
    Column("turn_first_seq", Integer),
    Column("turn_last_seq", Integer),
    Column("turn_started_at", UtcDateTime),
    Column("turn_expires_at", UtcDateTime),  # whoever took it is taken for dead from then on
    Column("brain_state", Json),
    Column("temper", Json),
    Column("intended", Text),
    Column("customer_id", String(64)),
    Column("customer_name", String(120)),
    Column("customer_email", String(254)),
    Column("customer_verified", Boolean, nullable=False),
    Column("verified_by", String(10)),  # sign_in, or code: one sent by e-mail, which holds for this conversation only
    Column("contact", String(254)),  # e-mail or phone left for a callback
    Column("unseen_since", UtcDateTime),  # since when something we said has not been in front of the customer
    Column("mailed_seq", Integer, nullable=False, server_default="0"),  # the newest message that went out by e-mail
    Column("locale", String(12), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("page", Text),
    Column("disposition", String(40)),
    Column("tags", Json),  # what it was about, in agents' words
    Column("rating", Integer),  # CSAT, 1 to 5
    Column("rating_comment", Text),
    CheckConstraint("owner IN ('assistant','queue','agent','closed')", name="owner"),
    CheckConstraint("waiting_on IN ('us','customer')", name="waiting_on"),
    CheckConstraint("(owner = 'agent') = (agent_id IS NOT NULL)", name="agent_named"),
    UniqueConstraint("site_id", "reference"),
    Index(None, "owner", "next_step_due"),
    Index(None, "site_id", "unseen_since"),
    Index(None, "site_id", "owner"),
    Index(None, "site_id", "updated_at"),
    Index(None, "customer_id"),
)

# The log: every word, in order, kept. `seq` counts from 1 within a conversation.
messages = Table(
    "messages",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("site_id", String(40), nullable=False),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("client_id", String(64), nullable=False),  # the sender's own id: a repeat is not stored twice
    Column("author", String(10), nullable=False),  # customer | assistant | agent | system
    Column("agent_id", String(36), ForeignKey("agents.id")),
    Column("agent_name", String(120)),
    Column("kind", String(10), nullable=False),  # text | note (agents only) | event
    Column("text", Text),
    Column("buttons", Json),  # [{title, payload}]; the payload never leaves the desk
    Column("card", Json),
    Column("payload", Text),  # a button's command, when this message is a press of it
    Column("at", UtcDateTime, nullable=False),
    Column("turn_id", String(36)),
    Column("reading", Json),
    Column("for_agent_id", String(36)),  # a note whispered to the agent who had it
    CheckConstraint("author IN ('customer','assistant','agent','system')", name="author"),
    CheckConstraint("kind IN ('text','note','event')", name="kind"),
    UniqueConstraint("conversation_id", "seq"),
    UniqueConstraint("conversation_id", "client_id"),
)

# What the assistant did in each turn, for the brief and for reports; kept even if its replies were dropped.
turns = Table(
    "turns",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("site_id", String(40), nullable=False),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), nullable=False),
    Column("first_seq", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("outcome", String(16), nullable=False),  # replied | handed_off | dropped | unavailable
    Column("moves", Json, nullable=False),
    Column("actions", Json, nullable=False),
    Column("temper", Json),
    Column("intended", Text),  # the outcome the customer wants, where this turn made it plain
    Column("milliseconds", Integer, nullable=False),
    Index(None, "conversation_id", "last_seq"),
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("site_id", String(40), nullable=False),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("urgency", String(10), nullable=False),
    Column("urgency_rank", Integer, nullable=False),  # 0 urgent, 1 high, 2 normal: see bot/desk/routing/order.py
    Column("evidence", Json, nullable=False),
    Column("recommendation", Text),  # the remedy within policy, as the assistant worked it out
    Column("skill", String(40)),  # the one it asks for (bot/desk/routing); NULL: anybody's
    Column("language", String(12), nullable=False, server_default="en"),  # in which the customer writes
    Column("enqueued_at", UtcDateTime, nullable=False),
    Column("in_line_since", UtcDateTime, nullable=False),  # earlier than enqueued_at for who comes back from an agent
    Column("told_wait_s", Integer),  # the wait the customer was told, seconds; NULL: they were told no figure
    Column("told_nobody", Boolean, nullable=False),  # nobody was on duty when this began
    Column("taken_at", UtcDateTime),
    Column("agent_id", String(36), ForeignKey("agents.id")),
    Column("ended_at", UtcDateTime),
    Column("outcome", String(16)),  # closed | handed_back | requeued | transferred | taken_over
    Column("note", Text),
    Column("alerts", Integer, nullable=False, server_default="0"),  # how many times the team was alerted that they wait
    Column("alert_due", UtcDateTime),  # when next, until it is taken
    Index(None, "site_id", "ended_at", "taken_at"),
    Index(None, "conversation_id"),
    Index(None, "agent_id"),
)

# Somebody in the queue is offered to one agent after another. An offer changes nothing about the conversation: it stays
# in the queue, with the next step its customer was told, until somebody takes it.
offers = Table(
    "offers",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("site_id", String(40), nullable=False),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), nullable=False),
    Column("handoff_id", String(36), ForeignKey("handoffs.id"), nullable=False),
    Column("agent_id", String(36), ForeignKey("agents.id"), nullable=False),
    Column("asked_by", String(36), ForeignKey("agents.id")),  # the colleague who passes it on; NULL: the clock
    Column("offered_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("answer", String(10)),  # accepted | declined | expired | withdrawn; NULL: not yet
    Column("answered_at", UtcDateTime),
    Column("reason", String(200)),  # why it was declined, if they said
    CheckConstraint("answer IN ('accepted','declined','expired','withdrawn')", name="answer"),
    CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
    Index(None, "conversation_id"),
    # one at a time, for whoever waits and for whoever is asked, whatever several desks do at once
    Index("uq_offers_open_handoff", "handoff_id", unique=True, **_WHILE_OPEN),
    Index("uq_offers_open_agent", "agent_id", unique=True, **_WHILE_OPEN),
)

promises = Table(
    "promises",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("site_id", String(40), nullable=False),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), nullable=False),
    Column("made_by", String(10), nullable=False),  # assistant | system | agent
    Column("owner", String(36), nullable=False),  # who must keep it: a role or an agent's id
    Column("text", Text, nullable=False),
    Column("seq", Integer, nullable=False),  # the message in which it was made
    Column("made_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    # What would keep it: the back office knows these kinds, and is asked until it is settled.
    Column("check_kind", String(40)),
    Column("check_reference", String(64)),
    Column("next_check_at", UtcDateTime),  # NULL: nobody to ask, or settled
    Column("checked_at", UtcDateTime),  # the last answer's time
    Column("kept_at", UtcDateTime),
    Column("broken_at", UtcDateTime),
    Column("void_at", UtcDateTime),  # the customer made it pointless (cancelled, say)
    Column("said", Text),  # how it was settled, in the back office's words
    Column("reported_at", UtcDateTime),  # when the customer was told (in a crisis: their agent)
    Column("reported_seq", Integer),  # in which message
    Index(None, "site_id", "due_at"),
    Index(None, "site_id", "next_check_at"),
    Index(None, "conversation_id"),
)

agents = Table(
    "agents",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("site_id", String(40), nullable=False),
    Column("email", String(254), nullable=False),
    Column("name", String(120), nullable=False),
    Column("role", String(16), nullable=False),  # agent | supervisor | administrator | outside
    Column("password_hash", String(200), nullable=False),  # Argon2id
    Column("created_at", UtcDateTime, nullable=False),
    Column("disabled_at", UtcDateTime),
    # presence: away and online are chosen, offline is a heartbeat too old
    Column("availability", String(10), nullable=False),  # online | away
    Column("last_seen_at", UtcDateTime),
    Column("api_token_id", String(36)),  # an agent of another help desk (role outside): see bot/desk/outsiders.py
    # what they can be sent (bot/desk/routing): ids of skills in site.yml, language codes, conversations at once
    Column("skills", Json, nullable=False, server_default=text("'[]'")),
    Column("languages", Json, nullable=False, server_default=text("'[\"en\"]'")),
    Column("max_open", Integer),  # NULL: as many as site.yml says
    Column("alert_mail", Boolean, nullable=False, server_default=true()),  # they want e-mail when customers wait long
    Column("missed_offers", Integer, nullable=False, server_default="0"),  # unanswered in a row, until they show up
    UniqueConstraint("site_id", "email"),
)

# Which conversation a supervisor has open, so that the agent who has it can see that somebody reads along.
watches = Table(
    "watches",
    metadata,
    Column("agent_id", String(36), ForeignKey("agents.id"), primary_key=True),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Index(None, "conversation_id"),
)

# One-time links: the first agent's set-up, later invitations, new passwords. Only the hash of a token is kept.
invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("site_id", String(40), nullable=False),
    Column("role", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Column("email", String(254)),  # whom it was made for, if that was said
    Column("made_by", String(36)),  # the administrator; NULL: by command line
    Column("agent_id", String(36), ForeignKey("agents.id")),  # whose new password; NULL: it makes an account
)

logins = Table(
    "logins",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("site_id", String(40), nullable=False),
    Column("agent_id", String(36), ForeignKey("agents.id"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("last_used_at", UtcDateTime, nullable=False),
    Column("user_agent", String(300)),
    Column("address", String(64)),
    Index(None, "agent_id"),
)

login_failures = Table(
    "login_failures",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(300), nullable=False),  # e-mail or address
    Column("at", UtcDateTime, nullable=False),
    Index(None, "key", "at"),
)

# Whoever holds a site's row "clock:…" acts on what is due there, until it expires.
leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

# Who saw and did what. Triggers refuse to change or delete a row.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("site_id", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("agent_id", String(36)),
    Column("action", String(40), nullable=False),
    Column("conversation_id", String(36)),
    Column("detail", Json),
    Index(None, "conversation_id"),
    Index(None, "site_id", "id"),
    Index(None, "agent_id", "id"),
)

# Programs that may use the REST API.
api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("site_id", String(40), nullable=False),
    Column("name", String(60), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("scopes", Json, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("last_used_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    UniqueConstraint("site_id", "name"),
    UniqueConstraint("token_hash"),
)

# Writes with an Idempotency-Key, and how they were answered (status NULL: under way).
api_requests = Table(
    "api_requests",
    metadata,
    Column("token_id", String(36), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("status", Integer),
    Column("body", Json),
)

# What happened, for webhooks; written in the transaction of the change itself (bot/desk/outward).
webhook_events = Table(
    "webhook_events",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("site_id", String(40), nullable=False),
    Column("type", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("conversation_id", String(36), nullable=False),
    Column("data", Json, nullable=False),
    Column("sealed", Boolean, nullable=False),  # nothing is added any more: every try carries the same
    Index(None, "site_id", "at"),
)

# Each event once for each address that wants it, until that has taken it.
webhook_deliveries = Table(
    "webhook_deliveries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("site_id", String(40), nullable=False),
    Column("event_id", String(36), ForeignKey("webhook_events.id"), nullable=False),
    Column("endpoint", String(500), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try_at", UtcDateTime),  # NULL: delivered or given up. Whoever tries first moves it on: that is a lease
    Column("delivered_at", UtcDateTime),
    Column("dead_at", UtcDateTime),  # given up: a dead letter, until somebody has it tried again
    Column("status", Integer),  # the last answer's
    Column("error", Text),  # why the last try failed
    Index(None, "site_id", "endpoint", "next_try_at"),
    Index(None, "site_id", "dead_at"),
    Index(None, "event_id"),
)

# Addresses that answered "gone": nothing is sent there until somebody has its dead letters tried again.
webhook_stops = Table(
    "webhook_stops",
    metadata,
    Column("site_id", String(40), primary_key=True),
    Column("endpoint", String(500), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

# What people did in the back office from the order panel, each once (bot/desk/office).
presses = Table(
    "presses",
    metadata,
    Column("id", String(36), primary_key=True),  # made by the page: pressed again, it is the same
    Column("site_id", String(40), nullable=False),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), nullable=False),
    Column("agent_id", String(36), ForeignKey("agents.id"), nullable=False),
    Column("agent_name", String(120), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("deed", String(24), nullable=False),
    Column("about", String(64), nullable=False),  # an order's number, or account:<customer>
    # 1, 2, 3 … of what was done about that: two who press at once on what they saw want the same number, and one gets
    # it. NULL: refused, so nothing was done.
    Column("nth", Integer),
    Column("told", Json, nullable=False),  # everything the back office is told
    Column("state", String(10), nullable=False),  # doing | done | refused | unknown
    Column("next_try_at", UtcDateTime),  # NULL: settled. Whoever tries moves it on first: that is a lease
    Column("tries", Integer, nullable=False),
    Column("settled_at", UtcDateTime),
    Column("result", Json),  # the back office's ChangeResult
    Column("refusal", Text),  # or why not, for people
    Column("seq", Integer),  # the note about it
    Column("told_seq", Integer),  # the message in which the customer was told
    UniqueConstraint("site_id", "about", "nth"),
    Index(None, "conversation_id"),
    Index(None, "site_id", "next_try_at"),
)

# Which prepared replies (data/replies) are used, and by whom.
reply_uses = Table(
    "reply_uses",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("site_id", String(40), nullable=False),
    Column("reply", String(80), nullable=False),  # its file's name
    Column("agent_id", String(36), nullable=False),
    Column("conversation_id", String(36), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "site_id", "at"),
)

# Mail on its way out, and for a while after: written in the transaction of what it tells of (bot/desk/mail).
mails = Table(
    "mails",
    metadata,
    *columns(),
    Column("site_id", String(40), nullable=False),
    Column("kind", String(16), nullable=False),  # of bot/desk/mail/outbox.py
    Column("conversation_id", String(36), ForeignKey("conversations.id")),
    Column("after_seq", Integer),  # for a mail with a conversation's words: those numbered above this
    Column("customer_id", String(64)),  # whose own, verified address it goes to: its link leaves them signed in
    Index(None, "sent_at", "given_up_at", "try_at"),
    Index(None, "conversation_id"),
    Index(None, "site_id", "recipient", "written_at"),
)

# Which customers are connected, and to which desk; only where there are several (bot/desk/together).
connections = Table(
    "connections",
    metadata,
    Column("desk_id", String(36), primary_key=True),
    Column("conversation_id", String(36), primary_key=True),
    Column("site_id", String(40), nullable=False),
    Column("until", UtcDateTime, nullable=False),  # unless the desk gives a sign of life before
    Index(None, "site_id", "until"),
)

# What agents say of a brief, with the brief as it was (bot/desk/brief/ratings.py).
brief_ratings = Table(
    "brief_ratings",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("site_id", String(40), nullable=False),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), nullable=False),
    Column("agent_id", String(36), ForeignKey("agents.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("verdict", String(10), nullable=False),  # useful | wrong | missing
    Column("part", String(24)),  # of the brief: a key of `Brief` in web/protocol.ts
    Column("statement", Text),  # the one that is wrong
    Column("words", Text),  # the agent's, on what is wrong or missing
    Column("brief", Json, nullable=False),
    CheckConstraint("verdict IN ('useful','wrong','missing')", name="verdict"),
    Index(None, "site_id", "at"),
)

# Small facts the desk keeps about itself (the signing key, for one).
settings = Table(
    "settings",
    metadata,
    Column("site_id", String(40), primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
