"""An id of the outbox names one message for ever: SQLite gave the highest one again once its message was gone."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward. PostgreSQL's sequence never goes back."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("outbox", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass


def downgrade() -> None:
    """There is no way back: restore a backup."""
    raise NotImplementedError("restore a backup of the earlier version")
