"""The log knows persons by pseudonym only; the inbox is read by chat."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import context, op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_inbox_state_bot_id_update_id", "inbox")
    op.create_index(
        "ix_inbox_state_bot_id_chat_id_update_id", "inbox", ["state", "bot_id", "chat_id", "update_id"]
    )
    with op.batch_alter_table("answer_log") as log:
        log.add_column(sa.Column("person", sa.String(64), nullable=False, server_default=""))
    _replace_numbers()
    with op.batch_alter_table("answer_log") as log:
        log.alter_column("person", server_default=None)
        log.drop_column("chat_id")
    op.create_index("ix_answer_log_person", "answer_log", ["person"])
    op.create_index("ix_answer_log_at", "answer_log", ["at"])


def _replace_numbers() -> None:
    pseudonym: Callable[[int, int], str] = context.config.attributes["pseudonym"]
    connection = op.get_bind()
    chats = connection.execute(sa.text("SELECT DISTINCT bot_id, chat_id FROM answer_log")).all()
    renamed = sa.text("UPDATE answer_log SET person = :person WHERE bot_id = :bot AND chat_id = :chat")
    for bot, chat in chats:
        connection.execute(renamed, {"person": pseudonym(bot, chat), "bot": bot, "chat": chat})
