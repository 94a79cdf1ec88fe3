"""Parses statements in the Athena dialects of sqlglot and sqlfluff.

Reads {name: statement} as JSON from standard input; writes {name: fault} of what one cannot read.
"""

import json
import sys

import sqlglot
from parse import fault_of
from sqlfluff.core import Linter
from sqlglot import exp


def fault_by_sqlglot(sql: str) -> str | None:
    """What sqlglot does not read, or passes on without reading it."""
    try:
        statements = sqlglot.parse(sql, dialect="athena", error_level=sqlglot.ErrorLevel.RAISE)
    except sqlglot.ParseError as error:
        return f"sqlglot: {str(error).splitlines()[0]}"
    if len(statements) != 1 or isinstance(statements[0], exp.Command):
        return "sqlglot: no statement that it knows"
    return None


def main() -> None:
    """Each statement by itself."""
    linter = Linter(dialect="athena")
    statements: dict[str, str] = json.load(sys.stdin)
    faults = {
        name: fault_by_sqlglot(sql) or fault_of(linter, sql) for name, sql in statements.items()
    }
    json.dump({name: fault for name, fault in faults.items() if fault is not None}, sys.stdout)


if __name__ == "__main__":
    main()
