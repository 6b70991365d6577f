"""The test bench: chats that are too long for an address."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bench_chat",
        sa.Column("name", sa.String(24), nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_bench_chat"),
    )
    op.create_index("ix_bench_chat_at", "bench_chat", ["at"])


def downgrade() -> None:
    op.drop_table("bench_chat")
