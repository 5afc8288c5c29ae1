"""What is received, by how its name ends; told before anything is loaded that reads it."""

from typing import Final

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".et"})
