"""Parses statements in sqlfluff's Redshift dialect.

Reads {name: statement} as JSON from standard input; writes {name: fault} for what it cannot read.
"""

import json
import sys

from sqlfluff.core import Linter


def fault_of(linter: Linter, sql: str) -> str | None:
    """The first thing that no rule of the dialect takes, or None."""
    parsed = linter.parse_string(sql)
    tree = parsed.tree
    if tree is None:
        return "nothing could be read"
    for segment in tree.recursive_crawl("unparsable"):
        return f"no rule reads {' '.join(segment.raw.split())[:200]}"
    for violation in parsed.violations:
        return f"line {violation.line_no}: {violation.desc()}"
    return None


def main() -> None:
    """Each statement by itself."""
    linter = Linter(dialect="redshift")
    statements: dict[str, str] = json.load(sys.stdin)
    faults = {name: fault_of(linter, sql) for name, sql in statements.items()}
    json.dump({name: fault for name, fault in faults.items() if fault is not None}, sys.stdout)


if __name__ == "__main__":
    main()
