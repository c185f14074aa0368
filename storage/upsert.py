"""INSERT … ON CONFLICT, the same statement for both databases.

SQLite took the clause over from PostgreSQL word for word, and SQLAlchemy's PostgreSQL construct compiles on SQLite too
(the other way round it does not). Statements can so be built once, when a module is loaded.
"""

from sqlalchemy.dialects.postgresql import Insert, insert

__all__ = ["Insert", "insert"]
