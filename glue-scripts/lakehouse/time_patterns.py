"""Patterns of times and dates (yyyy MM dd HH mm ss S…), compiled to a function of a text."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from lakehouse.instants import EARLIEST, LATEST

#: Numbers of the months by their names.
MONTHS = {
    "JanFebMarAprMayJunJulAugSepOctNovDec"[at : at + 3]: at // 3 + 1 for at in range(0, 36, 3)
}
_FIELDS = {
    "yyyy": r"(?P<year>[0-9]{4})",
    "MM": r"(?P<month>[0-9]{2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "MMM": rf"(?P<name>{'|'.join(MONTHS)})",
    "dd": r"(?P<day>[0-9]{2})",
    "d": r"(?P<day>[0-9]{1,2})",
    "HH": r"(?P<hour>[0-9]{2})",
    "H": r"(?P<hour>[0-9]{1,2})",
    "mm": r"(?P<minute>[0-9]{2})",
    "ss": r"(?P<second>[0-9]{2})",
    "Z": r"(?P<offset>Z|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])",
    "X": r"(?P<offset>Z|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)",
}
_NAMES = {"yyyy": "year", "MM": "month", "MMM": "name", "dd": "day", "HH": "hour"}
_NAMES |= {"mm": "minute", "ss": "second"}
_VARIABLE = frozenset(_FIELDS) - _NAMES.keys()
_FRACTION = re.compile("S{1,6}")
_TOKEN = re.compile(r"'(?P<quoted>(?:[^']|'')*)'|(?P<run>([A-Za-z])\3*)|(?P<other>.)", re.DOTALL)
_EPOCH = datetime(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)


class FixedPattern(NamedTuple):
    """Where the parts are of texts that are all `width` bytes long.

    `fields` are name, start and width; `literals` place and byte.
    """

    width: int
    fields: tuple[tuple[str, int, int], ...]
    literals: tuple[tuple[int, int], ...]


class TimePattern(NamedTuple):
    """A compiled pattern; `text` is the pattern as it was written."""

    text: str
    expression: re.Pattern[str]
    has_offset: bool
    #: The same, if each part has one width and no offset is told.
    fixed: FixedPattern | None

    def read(self, text: str) -> int | None:
        """Microseconds since 1970 by the clock of the text, or of UTC when it has an offset.

        None when the text is not of the pattern, is no time, or is beyond the years 1 to 9999.
        """
        match = self.expression.fullmatch(text)
        if match is None:
            return None
        found = match.groupdict("")
        month = MONTHS[found["name"]] if "name" in found else int(found["month"])
        fraction, offset = found.get("fraction"), found.get("offset")
        try:
            local = datetime(
                int(found["year"]),
                month,
                int(found["day"]),
                int(found.get("hour") or 0),
                int(found.get("minute") or 0),
                int(found.get("second") or 0),
                int(fraction.ljust(6, "0")) if fraction else 0,
            )
        except ValueError:
            return None
        instant = (local - _EPOCH) // _MICROSECOND
        if offset and offset != "Z":
            instant -= _ahead(offset)
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
    return TimePattern(text, compiled, "offset" in names, _fixed(text))


def _fixed(text: str) -> FixedPattern | None:
    fields: list[tuple[str, int, int]] = []
    literals: list[tuple[int, int]] = []
    place = 0
    for token in _TOKEN.finditer(text):
        quoted, run, other = token["quoted"], token["run"], token["other"]
        if run in _VARIABLE or other in ("[", "]"):
            return None
        if run is not None:
            name = "fraction" if run[0] == "S" else _NAMES[run]
            fields.append((name, place, len(run)))
            place += len(run)
            continue
        literal = other or (quoted or "").replace("''", "'") or "'"
        literals += [(place + at, byte) for at, byte in enumerate(literal.encode())]
        place += len(literal.encode())
    return FixedPattern(place, tuple(fields), tuple(literals))


def _field(run: str, text: str) -> str:
    if run in _FIELDS:
        return _FIELDS[run]
    if _FRACTION.fullmatch(run):
        return rf"(?P<fraction>[0-9]{{{len(run)}}})"
    raise ValueError(f"time pattern {text}: `{run}` means nothing")


def _ahead(offset: str) -> int:
    """Microseconds that a clock with this offset is ahead of UTC."""
    digits = offset[1:].replace(":", "").ljust(4, "0")
    ahead = (int(digits[:2]) * 3600 + int(digits[2:]) * 60) * 1_000_000
    return -ahead if offset[0] == "-" else ahead
