"""What Alembic runs: within the transaction that `migrate.upgrade` has begun."""

from __future__ import annotations

from alembic import context

from bot.desk.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
