"""In the bundle stands where psycopg looks for its driver first, and lets the one that it has load without `ssl`.

It asks for Python's OpenSSL to make that ready for several threads, which no OpenSSL of today needs; it brings its own.
"""

# Before anything stands in for what it, too, does without.
import asyncio  # noqa: F401
import sys
from types import ModuleType

sys.modules["ssl"] = ModuleType("ssl")
try:
    from psycopg_binary import pq
finally:
    # Everybody else goes on without.
    del sys.modules["ssl"]

__all__ = ["pq"]
