"""The tables: what reached the bot, what it said, what it still has to say. Names and columns only.

A table with a column `chat_id` (and `bot_id`), or `person`, holds data of a chat: forgetting and exporting find it
by that. A change here needs a revision in `migrations/versions`; a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A timezone-aware instant, kept in UTC: SQLite would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC)


# SQLite counts up by itself only for INTEGER; PostgreSQL gets 64 bits.
_Serial = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

inbox = Table(
    "inbox",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),
    Column("state", String(16), nullable=False),  # waiting, done, failed
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    Column("received_at", Moment, nullable=False),
    Index(None, "state", "bot_id", "chat_id", "update_id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Serial, primary_key=True),  # also the order of sending within a chat
    Column("bot_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),
    Column("state", String(16), nullable=False),  # waiting, sent, unknown, failed, closed
    Column("attempts", Integer, nullable=False),
    Column("not_before", Moment),
    Column("message_id", BigInteger),
    Column("error", Text),
    Column("created_at", Moment, nullable=False),
    Index(None, "state", "bot_id", "chat_id", "id"),
    sqlite_autoincrement=True,  # an id must not come back after a purge
)

conversation = Table(
    "conversation",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

answer_log = Table(
    "answer_log",
    metadata,
    Column("id", _Serial, primary_key=True),
    Column("bot_id", BigInteger, nullable=False),
    Column("person", String(64), nullable=False),  # a pseudonym of the chat, see keys.py
    Column("update_id", BigInteger, nullable=False),
    Column("event_text", Text, nullable=False),
    Column("replies_text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    # of an answer, which not every turn gives:
    Column("status", String(24)),
    Column("topics", Text),  # their ids, parted by spaces
    Column("language", String(2)),
    Column("pack", String(100)),  # which answered
    Column("edition", String(16)),  # which judged on that day
    Column("took_ms", Integer),
    Column("state_before", Text),  # the conversation's, so that the answer can be found once more
    Column("feedback", String(8)),  # up, down
    Column("reason", String(16)),
    Index(None, "person"),
    Index(None, "status", "at"),
    # what lists and counts need, so that they read no texts:
    Index(
        "ix_answer_log_listed",
        *("at", "id", "status", "topics", "language", "feedback", "edition", "pack", "took_ms"),
    ),
    Index(
        "ix_answer_log_rated",
        *("at", "id", "feedback"),
        sqlite_where=text("feedback IS NOT NULL"),
        postgresql_where=text("feedback IS NOT NULL"),
    ),
)

answer_day = Table(  # counts of the log on days that are over
    "answer_day",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("figures", Text, nullable=False),
)

escalation = Table(
    "escalation",
    metadata,
    Column("number", _Serial, primary_key=True),  # what user and staff call it by
    Column("bot_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),  # of the question
    Column("state", String(16), nullable=False),  # offered, open, answered, closed, withdrawn
    Column("language", String(2), nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column(
        "facts", Text, nullable=False
    ),  # of the company, in words; empty unless their handing over is allowed
    Column("state_before", Text),
    Column("asked_at", Moment, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("bot_id", "chat_id", "update_id"),
    sqlite_autoincrement=True,  # a number must not come back for another's question
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", _Serial, primary_key=True),
    Column("bot_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),  # intake, answer
    Column("subject", String(64), nullable=False),  # a track, or the update of a question
    Column("language", String(2), nullable=False),
    Column("question", Text, nullable=False),
    Column("state_before", Text),
    Column("seen", Text, nullable=False),  # what the answer came to when it was asked for
    Column("at", Moment, nullable=False),
    UniqueConstraint("bot_id", "chat_id", "kind", "subject"),
    sqlite_autoincrement=True,  # a notice is told apart by it
)

notice = Table(  # what was told already of what somebody wanted to hear
    "notice",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(200), primary_key=True),
    Column("at", Moment, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("id", _Serial, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),  # what one signs in with, in small letters
    Column("password", String(200), nullable=False),  # argon2id
    Column("role", String(16), nullable=False),  # viewer, editor, approver, admin
    Column("language", String(2), nullable=False),
    Column("totp", String(64)),  # the secret of the second factor
    Column("totp_step", BigInteger, nullable=False),  # the last one used: none counts twice
    Column("failures", Integer, nullable=False),
    Column("locked_until", Moment),
    Column("must_change", Boolean, nullable=False),  # the password was set by somebody else
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    sqlite_autoincrement=True,  # the audit names people by number
)

staff_session = Table(
    "staff_session",
    metadata,
    Column(
        "digest", String(64), primary_key=True
    ),  # of the cookie: who reads the table cannot sign in with it
    Column("staff_id", BigInteger, nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index(None, "staff_id"),
)

audit = Table(  # each entry's digest covers the one before it
    "audit",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("who", String(64), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)

api_key = Table(  # of other channels, which ask over HTTP
    "api_key",
    metadata,
    Column("id", _Serial, primary_key=True),  # with a minus, the `bot_id` of its entries in the log
    Column("name", String(64), nullable=False, unique=True),
    Column("digest", String(64), nullable=False, unique=True),  # who reads the table cannot ask with it
    Column("scopes", String(64), nullable=False),  # ask, check, day; parted by spaces
    Column("rate", Integer, nullable=False),  # requests a minute
    Column("active", Boolean, nullable=False),
    Column("created_by", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("last_used", Date),
    sqlite_autoincrement=True,  # a number must not come back with another's conversations
)

api_conversation = Table(
    "api_conversation",
    metadata,
    Column("key_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person", String(64), primary_key=True),  # a pseudonym of what the caller calls the conversation
    Column("turn", Integer, nullable=False),  # counts up: of two answers to one state, one is kept
    Column("state", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index(None, "updated_at"),
)

pack_file = Table(  # every text of any pack, once
    "pack_file",
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256 of the text
    Column("content", Text, nullable=False),
)

pack_version = Table(  # what was published: the database itself refuses to change or remove a row
    "pack_version",
    metadata,
    Column("id", _Serial, primary_key=True),  # counts from 1; 0 is the shipped pack, which is in no table
    Column("name", String(100), nullable=False),  # as answers bear it
    Column("digest", String(64), nullable=False),
    Column("files", Text, nullable=False),  # JSON: path -> digest of its text
    Column("base", BigInteger, nullable=False),
    Column("draft", BigInteger, nullable=False),
    Column("author", String(64), nullable=False),
    Column("approver", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("published_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

draft = Table(
    "draft",
    metadata,
    Column("id", _Serial, primary_key=True),
    Column("title", String(200), nullable=False),
    Column("state", String(16), nullable=False),  # open, submitted, published, dropped
    Column("base", BigInteger, nullable=False),
    Column("base_files", Text, nullable=False),  # JSON, as those of a version
    Column("changes", Text, nullable=False),  # JSON: path -> digest, null for a file taken away
    Column("revision", Integer, nullable=False),  # counts the changes: who edits an older one is refused
    Column("author", String(64), nullable=False),
    Column("editors", Text, nullable=False),  # JSON: everybody who changed it, its author too
    Column("approver", String(64)),
    Column("version", BigInteger),  # that it became
    Column("report", Text),  # JSON: what the checks found
    Column("report_key", String(64)),  # names what was checked
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

live_version = Table(  # each publishing and each going back; the newest counts
    "live_version",
    metadata,
    Column("id", _Serial, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("who", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

switch = Table(  # what is paused
    "switch",
    metadata,
    Column("name", String(80), primary_key=True),  # bot, or topic:<id>
    Column("ko", Text, nullable=False),
    Column("en", Text, nullable=False),
    Column("who", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)

bench_chat = Table(
    "bench_chat",
    metadata,
    Column("name", String(24), primary_key=True),
    Column("chat", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
)

document_version = Table(  # of the documents that staff added: what was under a name, and when
    "document_version",
    metadata,
    Column("number", _Serial, primary_key=True),
    Column("name", String(260), nullable=False),  # of its file
    Column("change", String(16), nullable=False),  # added, changed, removed; found: came there by another way
    Column("digest", String(64), nullable=False),
    Column("text", Text, nullable=False),  # of a removal: empty
    Column("who", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "name", "number"),
    sqlite_autoincrement=True,  # links name versions by number
)

golden_case = Table(  # entries of evaluation sets that staff keep
    "golden_case",
    metadata,
    Column("id", _Serial, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),  # the entry's id
    Column("kind", String(100), nullable=False),
    Column("tags", Text, nullable=False),  # parted and surrounded by spaces
    Column("text", Text, nullable=False),  # the last message, for lists
    Column("entry", Text, nullable=False),  # JSON
    Column("changed_by", String(64), nullable=False),
    Column("changed_at", Moment, nullable=False),
    # of the last run, empty after a change:
    Column("run", BigInteger),
    Column("passed", Boolean),
    Column("faults", Text),  # JSON: in words
    Index(None, "kind", "id"),
    sqlite_autoincrement=True,  # results are told apart by it
)

golden_run = Table(
    "golden_run",
    metadata,
    Column("id", _Serial, primary_key=True),
    Column("who", String(64), nullable=False),
    Column("pack", String(100), nullable=False),
    Column("selection", Text, nullable=False),  # in words; empty for all cases
    Column("state", String(16), nullable=False),  # running, done, cancelled
    Column("total", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("passed", Integer, nullable=False),
    Column("harmful", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),  # the last sign of life
    Index(None, "selection", "id"),
    sqlite_autoincrement=True,
)

golden_result = Table(
    "golden_result",
    metadata,
    Column("case_id", BigInteger, primary_key=True, autoincrement=False),
    Column("run_id", BigInteger, primary_key=True, autoincrement=False),
    Column("passed", Boolean, nullable=False),
    Column("harmful", Boolean, nullable=False),
    Column("status", String(24), nullable=False),
    Column("faults", Text, nullable=False),  # JSON: in words
    Index(None, "run_id"),
)

gap_group = Table(  # questions of one matter that nothing answers well; holds no words of theirs
    "gap_group",
    metadata,
    Column("id", _Serial, primary_key=True),
    Column("matter", String(400), nullable=False),  # the topics, empty for a group by likeness
    Column("state", String(16), nullable=False),  # new, to_write, out_of_scope, answered
    Column("note", Text, nullable=False),
    Column("set_by", String(64), nullable=False),
    Column("set_at", Moment),
    Column("count", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
    Index(None, "state", "count", "id"),
    Index(None, "matter"),
    sqlite_autoincrement=True,
)

gap_member = Table(
    "gap_member",
    metadata,
    Column("log_id", BigInteger, primary_key=True, autoincrement=False),
    Column("group_id", BigInteger, nullable=False),
    Column("bot_id", BigInteger, nullable=False),
    Column("person", String(64), nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("why", String(16), nullable=False),  # silent, unclear, bad
    Column("language", String(2)),
    Column("at", Moment, nullable=False),
    Index(None, "group_id", "at", "language"),
    Index(None, "bot_id", "update_id"),
    Index(None, "person"),
)

note = Table(
    "note", metadata, Column("name", String(100), primary_key=True), Column("value", Text, nullable=False)
)
