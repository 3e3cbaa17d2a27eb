"""The catalogue: what NearDup knows about photos, in SQLite through SQLAlchemy."""
