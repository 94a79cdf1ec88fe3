"""Patterns of times and dates (yyyy MM dd HH mm ss S…), compiled to a function of a text."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from lakehouse.instants import EARLIEST, LATEST

_MONTHS = {
    "JanFebMarAprMayJunJulAugSepOctNovDec"[at : at + 3]: at // 3 + 1 for at in range(0, 36, 3)
}
_FIELDS = {
    "yyyy": r"(?P<year>[0-9]{4})",
    "MM": r"(?P<month>[0-9]{2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "MMM": rf"(?P<name>{'|'.join(_MONTHS)})",
    "dd": r"(?P<day>[0-9]{2})",
    "d": r"(?P<day>[0-9]{1,2})",
    "HH": r"(?P<hour>[0-9]{2})",
    "H": r"(?P<hour>[0-9]{1,2})",
    "mm": r"(?P<minute>[0-9]{2})",
    "ss": r"(?P<second>[0-9]{2})",
    "Z": r"(?P<offset>Z|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])",
    "X": r"(?P<offset>Z|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)",
}
_FRACTION = re.compile("S{1,6}")
_TOKEN = re.compile(r"'(?P<quoted>(?:[^']|'')*)'|(?P<run>([A-Za-z])\3*)|(?P<other>.)", re.DOTALL)
_EPOCH = datetime(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)


class TimePattern(NamedTuple):
    """A compiled pattern; `text` is the pattern as it was written."""

    text: str
    expression: re.Pattern[str]
    has_offset: bool

    def read(self, text: str) -> int | None:
        """Microseconds since 1970 by the clock of the text, or of UTC when it has an offset.

        None when the text is not of the pattern, is no time, or is beyond the years 1 to 9999.
        """
        match = self.expression.fullmatch(text)
        if match is None:
            return None
        found = match.groupdict()
        month = _MONTHS[found["name"]] if "name" in found else int(found["month"])
        try:
            local = datetime(
                int(found["year"]),
                month,
                int(found["day"]),
                int(found.get("hour") or 0),
                int(found.get("minute") or 0),
                int(found.get("second") or 0),
                int((found.get("fraction") or "").ljust(6, "0")),
            )
        except ValueError:
            return None
        instant = (local - _EPOCH) // _MICROSECOND - _ahead(found.get("offset"))
        return instant if EARLIEST <= instant <= LATEST else None


@cache
def compile_pattern(text: str) -> TimePattern:
    """Compile. Raises ValueError for letters that mean nothing, doubled or missing fields."""
    expression = ""
    for token in _TOKEN.finditer(text):
        quoted, run, other = token["quoted"], token["run"], token["other"]
        if quoted is not None:
            expression += re.escape(quoted.replace("''", "'") or "'")
        elif run is not None:
            expression += _field(run, text)
        elif other in "[]":
            expression += "(?:" if other == "[" else ")?"
        elif other == "'":
            raise ValueError(f"time pattern {text}: a quote is not closed")
        else:
            expression += re.escape(other)
    try:
        compiled = re.compile(expression, re.ASCII)
    except re.error as error:
        raise ValueError(f"time pattern {text}: {error}") from error
    names = compiled.groupindex
    if not {"year", "day"} <= names.keys() or ("month" in names) == ("name" in names):
        raise ValueError(f"time pattern {text}: needs one year, month and day")
    return TimePattern(text, compiled, "offset" in names)


def _field(run: str, text: str) -> str:
    if run in _FIELDS:
        return _FIELDS[run]
    if _FRACTION.fullmatch(run):
        return rf"(?P<fraction>[0-9]{{{len(run)}}})"
    raise ValueError(f"time pattern {text}: `{run}` means nothing")


def _ahead(offset: str | None) -> int:
    """Microseconds that a clock with this offset is ahead of UTC."""
    if offset is None or offset == "Z":
        return 0
    digits = offset[1:].replace(":", "").ljust(4, "0")
    ahead = (int(digits[:2]) * 3600 + int(digits[2:]) * 60) * 1_000_000
    return -ahead if offset[0] == "-" else ahead
