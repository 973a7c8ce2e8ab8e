"""The desk database: tables, engine, migrations."""
