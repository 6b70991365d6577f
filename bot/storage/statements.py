"""The statements that every question needs, made once: putting one together costs more than running it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Insert,
    Select,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.storage.tables import answer_log, conversation, inbox, outbox

WAITING = "waiting"

# Of :the_bot's update :the_update, if it is waiting: its new state, and whether that counts as a try.
SETTLE = (
    update(inbox)
    .where(
        inbox.c.bot_id == bindparam("the_bot"),
        inbox.c.update_id == bindparam("the_update"),
        inbox.c.state == WAITING,
    )
    .values(
        state=bindparam("state"),
        error=bindparam("error"),
        attempts=inbox.c.attempts + bindparam("failures", type_=inbox.c.attempts.type),
    )
    .returning(inbox.c.update_id)
)
LOG = insert(answer_log)
ENQUEUE = insert(outbox)
# The message :the_id was sent as :message_id.
SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("the_id"))
    .values(attempts=outbox.c.attempts + 1, state="sent", message_id=bindparam("message_id"))
)
# The first messages of chats not among :held, if due by :now.
_FIRST = (
    select(func.min(outbox.c.id))
    .where(
        outbox.c.state == WAITING,
        outbox.c.bot_id == bindparam("the_bot"),
        outbox.c.chat_id.not_in(bindparam("held", expanding=True)),
    )
    .group_by(outbox.c.chat_id)
)
DUE = (
    select(
        outbox.c.id,
        outbox.c.chat_id,
        outbox.c.payload,
        outbox.c.attempts,
        outbox.c.not_before,
        outbox.c.created_at,
    )
    .where(
        outbox.c.id.in_(_FIRST), or_(outbox.c.not_before.is_(None), outbox.c.not_before <= bindparam("now"))
    )
    .order_by(outbox.c.id)
    .limit(bindparam("at_most"))
)


def _heads(among: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The oldest waiting update of each chat `among` these, with its conversation; who was served last comes last."""
    heads = (
        select(inbox.c.chat_id, func.min(inbox.c.update_id).label("update_id"))
        .where(inbox.c.state == WAITING, inbox.c.bot_id == bindparam("the_bot"), among)
        .group_by(inbox.c.chat_id)
        .subquery()
    )
    served = conversation.c.updated_at
    turn = case((served > inbox.c.received_at, served), else_=inbox.c.received_at)
    same_chat = and_(conversation.c.bot_id == bindparam("the_bot"), conversation.c.chat_id == inbox.c.chat_id)
    return (
        select(
            inbox.c.bot_id,
            inbox.c.update_id,
            inbox.c.chat_id,
            inbox.c.payload,
            inbox.c.attempts,
            inbox.c.received_at,
            conversation.c.state,
        )
        .join(heads, and_(inbox.c.bot_id == bindparam("the_bot"), inbox.c.update_id == heads.c.update_id))
        .join(conversation, same_chat, isouter=True)
        .order_by(turn, inbox.c.update_id)
        .limit(bindparam("at_most"))
    )


_CHATS: BindParameter[Any] = bindparam("chats", expanding=True)
HEADS_OF = _heads(inbox.c.chat_id.in_(_CHATS))
HEADS_BUT = _heads(inbox.c.chat_id.not_in(_CHATS))


class Upserts:
    """Those in which the databases differ; `insert_into` is the dialect's."""

    def __init__(self, insert_into: Callable[..., Any]) -> None:
        self.store: Insert = insert_into(inbox).on_conflict_do_nothing().returning(inbox.c.update_id)
        new = insert_into(conversation)
        self.keep_state: Insert = new.on_conflict_do_update(
            index_elements=[conversation.c.bot_id, conversation.c.chat_id],
            set_={"state": new.excluded.state, "updated_at": new.excluded.updated_at},
        )
