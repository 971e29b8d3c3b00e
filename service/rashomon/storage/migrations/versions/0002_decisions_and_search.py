"""Decisions with what they stand on; the words of `q` in tables of their own, indexed by each database's full-text search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# The words of articles were not kept: they are found by `q` once they are read again.
FORMER = {"articles": None, "reports": "words", "events": "words"}

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.drop_table("decisions")  # nothing wrote it
    _add_decisions()
    for owner, column in FORMER.items():
        _add_words(owner)
        _index_words(f"{owner}_words")
        if column is not None:
            op.execute(f"INSERT INTO {owner}_words (tenant, owner_id, words) SELECT tenant, id, {column} FROM {owner}")  # noqa: S608
            op.execute(f"ALTER TABLE {owner} DROP COLUMN {column}")  # not by Alembic's batch: that would empty the facets


def downgrade() -> None:
    """There is no way back: restore a backup."""
    raise NotImplementedError("restore a backup of the earlier version")


def _add_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("event_id", NAME, nullable=False),
        sa.Column("report_id", NAME, nullable=False),
        sa.Column("action", NAME, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("was", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("author", NAME, nullable=True),
        sa.Column("lifted", sa.Boolean(), nullable=False),
        sa.Column("job_id", NAME, nullable=True),
        sa.Column("created_at", NAME, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_decisions")),
    )
    for columns in (("tenant", "event_id", "created_at"), ("tenant", "report_id"), ("action", "lifted")):
        op.create_index(op.f(f"ix_decisions_{'_'.join(columns)}"), "decisions", columns)


def _add_words(owner: str) -> None:
    table = f"{owner}_words"
    op.create_table(
        table,
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("tenant", NAME, nullable=False),
        sa.Column("owner_id", NAME, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("tenant", "owner_id", name=op.f(f"uq_{table}_tenant_owner_id")),
        sa.ForeignKeyConstraint(
            ["tenant", "owner_id"], [f"{owner}.tenant", f"{owner}.id"], name=op.f(f"fk_{table}_tenant_owner_id"),
            ondelete="CASCADE",
        ),
    )  # fmt: skip


def _index_words(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE INDEX {table}_search ON {table} USING gin (array_to_tsvector(string_to_array(words, ' ')))")
        return
    op.execute(
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5(words, content='{table}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 0')"
    )
    out = f"INSERT INTO {table}_fts ({table}_fts, rowid, words) VALUES ('delete', old.id, old.words);"  # noqa: S608
    into = f"INSERT INTO {table}_fts (rowid, words) VALUES (new.id, new.words);"  # noqa: S608
    op.execute(f"CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN {into} END")
    op.execute(f"CREATE TRIGGER {table}_removed AFTER DELETE ON {table} BEGIN {out} END")
    op.execute(f"CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} BEGIN {out} {into} END")
