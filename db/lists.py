"""One column of many rows as one list: the database spells it, which is quicker than to hand over row after row."""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class ListOf(FunctionElement[list[Any]]):
    """The values of a column in the rows of a group; those of several columns are in the same order."""

    inherit_cache = True
    type = JSON()


@compiles(ListOf, "sqlite")
def _in_a_file(element: ListOf, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_group_array({compiler.process(element.clauses, **kw)})"


@compiles(ListOf, "postgresql")
def _on_a_server(element: ListOf, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_agg({compiler.process(element.clauses, **kw)})"
