"""The pattern of a text line: as contracts write it (ECMAScript's words) → Python's."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby

_TOKEN = re.compile(
    r"\\(?P<sign>[pP])\{(?P<category>\w+)\}|\\u\{(?P<point>[0-9A-Fa-f]+)\}|\\."
    r"|(?P<group>\(\?<)(?![=!])|(?P<open>\[\^?)|(?P<close>\])|.",
    re.DOTALL,
)


def compile_line_pattern(pattern: str) -> re.Pattern[str]:
    """Compile; named groups may be spelt `(?<name>` or `(?P<name>`. Raises re.error."""
    parts = []
    in_set = False
    for token in _TOKEN.finditer(pattern):
        if token["category"]:
            ranges = _ranges(token["category"], token["sign"] == "p")
            parts.append(ranges if in_set else f"[{ranges}]")
        elif token["point"]:
            parts.append(rf"\U{int(token['point'], 16):08x}")
        elif token["group"] and not in_set:
            parts.append("(?P<")
        else:
            in_set = (in_set or bool(token["open"])) and not token["close"]
            parts.append(token[0])
    return re.compile("".join(parts), re.ASCII)


@cache
def _ranges(category: str, inside: bool) -> str:
    """The inner part of a set of all characters in (or not in) a general category."""
    points = range(0x110000)
    runs = groupby(
        points, lambda point: unicodedata.category(chr(point)).startswith(category) == inside
    )
    found = []
    for wanted, run in runs:
        if wanted:
            listed = list(run)
            found.append(rf"\U{listed[0]:08x}-\U{listed[-1]:08x}")
    return "".join(found)
