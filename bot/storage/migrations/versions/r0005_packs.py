"""Packs: drafts, published versions (which stay as they are), what is live, what is paused."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_moment = sa.DateTime(timezone=True)
_serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STAYING = ("pack_version", "live_version")


def upgrade() -> None:
    op.create_table(
        "pack_file",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_pack_file"),
    )
    op.create_table(
        "pack_version",
        sa.Column("id", _serial, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("files", sa.Text, nullable=False),
        sa.Column("base", sa.BigInteger, nullable=False),
        sa.Column("draft", sa.BigInteger, nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("approver", sa.String(64), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("created_at", _moment, nullable=False),
        sa.Column("published_at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pack_version"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "draft",
        sa.Column("id", _serial, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("base", sa.BigInteger, nullable=False),
        sa.Column("base_files", sa.Text, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("editors", sa.Text, nullable=False),
        sa.Column("approver", sa.String(64)),
        sa.Column("version", sa.BigInteger),
        sa.Column("report", sa.Text),
        sa.Column("report_key", sa.String(64)),
        sa.Column("created_at", _moment, nullable=False),
        sa.Column("updated_at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "live_version",
        sa.Column("id", _serial, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_live_version"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "switch",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("ko", sa.Text, nullable=False),
        sa.Column("en", sa.Text, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_switch"),
    )
    _keep_as_they_are()


def _keep_as_they_are() -> None:
    """What was published can be read back for ever, whatever code or hand writes to these tables."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _STAYING:
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_{change.lower()} BEFORE {change} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'what was published stays as it is'); END"
                )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION gongo_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'what was published stays as it is'; END $$"
    )
    for table in _STAYING:
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION gongo_stays()"
        )


def downgrade() -> None:
    for table in ("switch", "live_version", "draft", "pack_version", "pack_file"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION gongo_stays()")
