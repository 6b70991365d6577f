"""The log is listed and counted from an index alone; days that are over keep their counts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_LONGEST = 1000  # bytes of topics: an entry of PostgreSQL's indexes holds no more than a third of a page


def upgrade() -> None:
    op.execute(
        f"UPDATE answer_log SET topics = substr(topics, 1, {_LONGEST}) WHERE length(topics) > {_LONGEST}"
    )
    op.drop_index("ix_answer_log_at", "answer_log")
    op.create_index(
        "ix_answer_log_listed",
        "answer_log",
        ["at", "id", "status", "topics", "language", "feedback", "edition", "pack", "took_ms"],
    )
    is_rated = sa.text("feedback IS NOT NULL")
    op.create_index(
        "ix_answer_log_rated",
        "answer_log",
        ["at", "id", "feedback"],
        sqlite_where=is_rated,
        postgresql_where=is_rated,
    )
    op.create_table(
        "answer_day",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("figures", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_answer_day"),
    )


def downgrade() -> None:
    op.drop_table("answer_day")
    op.drop_index("ix_answer_log_rated", "answer_log")
    op.drop_index("ix_answer_log_listed", "answer_log")
    op.create_index("ix_answer_log_at", "answer_log", ["at"])
