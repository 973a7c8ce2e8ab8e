"""Brings an older shop's database forward: what the tables lack is added, and nothing that is there is touched."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, inspect, text
from sqlalchemy.schema import CreateColumn

from bot.backoffice import goodwill_tables  # noqa: F401  its tables join the metadata
from bot.backoffice import tables as t


def bring_forward(conn: Any) -> None:
    """Creates missing tables, columns and indexes, in the caller's transaction (`conn` is a plain SQLAlchemy one).

    Whatever the stamped version, what counts is what is there: two changes that were developed side by side under the
    same number both arrive. Raises RuntimeError for a new column that old rows could not have.
    """
    found = inspect(conn)
    older = {name: {column["name"] for column in found.get_columns(name)} for name in found.get_table_names()}
    indexed = {name: {index["name"] for index in found.get_indexes(name)} for name in older}
    t.metadata.create_all(conn)
    for table in t.metadata.tables.values():
        if table.name not in older:
            continue
        for column in table.columns:
            if column.name not in older[table.name]:
                _add(conn, column)
        for index in table.indexes:
            if index.name not in indexed[table.name]:
                index.create(conn)


def _add(conn: Any, column: Column[Any]) -> None:
    if not column.nullable and column.server_default is None:
        raise RuntimeError(f"{column.table.name}.{column.name} is new: it must be nullable or have a server default")
    defined = CreateColumn(column).compile(dialect=conn.dialect)
    conn.execute(text(f"ALTER TABLE {column.table.name} ADD COLUMN {defined}"))
