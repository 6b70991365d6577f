"""What persons deal with: questions handed over, opinions on answers, what somebody wants to hear of."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_moment = sa.DateTime(timezone=True)
_serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("answer_log") as log:
        log.add_column(sa.Column("status", sa.String(24)))
        log.add_column(sa.Column("topics", sa.Text))
        log.add_column(sa.Column("state_before", sa.Text))
        log.add_column(sa.Column("feedback", sa.String(8)))
        log.add_column(sa.Column("reason", sa.String(16)))
    op.create_table(
        "escalation",
        sa.Column("number", _serial, nullable=False),
        sa.Column("bot_id", sa.BigInteger, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("update_id", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("state_before", sa.Text),
        sa.Column("asked_at", _moment, nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_escalation"),
        sa.UniqueConstraint("bot_id", "chat_id", "update_id", name="uq_escalation_bot_id_chat_id_update_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "subscription",
        sa.Column("id", _serial, nullable=False),
        sa.Column("bot_id", sa.BigInteger, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("state_before", sa.Text),
        sa.Column("seen", sa.Text, nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscription"),
        sa.UniqueConstraint(
            "bot_id", "chat_id", "kind", "subject", name="uq_subscription_bot_id_chat_id_kind_subject"
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "notice",
        sa.Column("bot_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", "name", name="pk_notice"),
    )


def downgrade() -> None:
    for table in ("notice", "subscription", "escalation"):
        op.drop_table(table)
    with op.batch_alter_table("answer_log") as log:
        for column in ("status", "topics", "state_before", "feedback", "reason"):
            log.drop_column(column)
