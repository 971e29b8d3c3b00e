"""The fingerprints of an article in an index that holds them whole: SQLite walked the wider key of the tenant instead."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index(op.f("ix_fingerprints_tenant_article_id_hash"), "fingerprints", ("tenant", "article_id", "hash"))
    op.drop_index(op.f("ix_fingerprints_tenant_article_id"), "fingerprints")


def downgrade() -> None:
    """There is no way back: restore a backup."""
    raise NotImplementedError("restore a backup of the earlier version")
