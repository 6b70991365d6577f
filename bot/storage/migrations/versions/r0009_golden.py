"""Golden cases with their runs; questions that nothing answers well, in groups."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_moment = sa.DateTime(timezone=True)
_serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "golden_case",
        sa.Column("id", _serial, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("changed_by", sa.String(64), nullable=False),
        sa.Column("changed_at", _moment, nullable=False),
        sa.Column("run", sa.BigInteger),
        sa.Column("passed", sa.Boolean),
        sa.Column("faults", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_golden_case"),
        sa.UniqueConstraint("name", name="uq_golden_case_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_golden_case_kind_id", "golden_case", ["kind", "id"])
    op.create_table(
        "golden_run",
        sa.Column("id", _serial, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("pack", sa.String(100), nullable=False),
        sa.Column("selection", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("passed", sa.Integer, nullable=False),
        sa.Column("harmful", sa.Integer, nullable=False),
        sa.Column("started_at", _moment, nullable=False),
        sa.Column("seen_at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_golden_run"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_golden_run_selection_id", "golden_run", ["selection", "id"])
    op.create_table(
        "golden_result",
        sa.Column("case_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("run_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column("harmful", sa.Boolean, nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("faults", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "run_id", name="pk_golden_result"),
    )
    op.create_index("ix_golden_result_run_id", "golden_result", ["run_id"])
    op.create_table(
        "gap_group",
        sa.Column("id", _serial, nullable=False),
        sa.Column("matter", sa.String(400), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("set_by", sa.String(64), nullable=False),
        sa.Column("set_at", _moment),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last_at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gap_group"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_gap_group_state_count_id", "gap_group", ["state", "count", "id"])
    op.create_index("ix_gap_group_matter", "gap_group", ["matter"])
    op.create_table(
        "gap_member",
        sa.Column("log_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger, nullable=False),
        sa.Column("bot_id", sa.BigInteger, nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("update_id", sa.BigInteger, nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("log_id", name="pk_gap_member"),
    )
    op.create_index("ix_gap_member_group_id_at_language", "gap_member", ["group_id", "at", "language"])
    op.create_index("ix_gap_member_bot_id_update_id", "gap_member", ["bot_id", "update_id"])
    op.create_index("ix_gap_member_person", "gap_member", ["person"])
