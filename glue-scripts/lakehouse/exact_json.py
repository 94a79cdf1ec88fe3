"""JSON text → value without losing a digit or a member.

orjson is fast but keeps the last of two equal keys and rounds a long number to a double, both in
silence. A line that orjson writes again byte for byte lost nothing. Any other is tested for what
could be lost, and where that is possible, read again by a slow reader that keeps all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson

from lakehouse.reasons import Reason

#: Containers around a value, the payload being the first.
MAX_DEPTH = 100
_INT_DIGITS = 400
_SHAPE = bytes(
    ord("0") if chr(b) in "0123456789." else ord("e") if chr(b) in "eE" else b for b in range(256)
)
_NOT_ZERO = re.compile("^[^eE]*[1-9]").match
_SURROGATE = re.compile("[\ud800-\udfff\0]")


class Doubled(dict[str, Any]):
    """An object that held a key twice (`key`); the last value is here, as in every lax reader."""

    key = ""


def read_json(line: bytes) -> tuple[Any, bool] | Reason:
    """The value of a line, and whether the slow reader made it (its events may hold faults).

    From the slow reader a number that no double writes exactly is a Decimal.
    """
    try:
        value = orjson.loads(line)
        again = orjson.dumps(value)
    except (orjson.JSONDecodeError, TypeError):
        return _read_slowly(line)
    if again == line:
        if b"\\" not in line or b"\\u0000" not in line:
            return value, False
    elif _keeps_all(line, again):
        return value, False
    return _read_slowly(line)


def _keeps_all(line: bytes, again: bytes) -> bool:
    """Whether reading `line`, which is written `again`, can have lost neither members nor digits.

    Outside strings each member has one colon, and orjson escapes none: a lost member is a lost
    colon. Up to 15 digits a double's shortest text is the number sent, unless it underflowed.
    """
    if b"\\" in line and (b"\\u0000" in line or b"\\u003" in line):
        return False
    if line.count(b":") != again.count(b":"):
        return False
    shape = line.translate(_SHAPE)
    return b"0" * 16 not in shape and b"0e-000" not in shape


def _read_slowly(line: bytes) -> tuple[Any, bool] | Reason:
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        return Reason("encoding", "", "UTF-8", f"byte {line[error.start]:#04x} at {error.start}")
    if text.startswith("\ufeff"):
        return Reason("encoding", "", "JSON text without a byte order mark", "a byte order mark")
    try:
        return _SLOW.decode(text), True
    except RecursionError:
        return Reason("too_deep", "", f"at most {MAX_DEPTH} levels", "more than can be read")
    except json.JSONDecodeError as error:
        found = f"{error.msg.removesuffix(' at')} at {error.pos}"  # some messages end in `at`
        return Reason("malformed_json", "", "one JSON value", found)
    except ValueError as error:
        return Reason("malformed_json", "", "one JSON value", str(error))


def _fraction(token: str) -> float | Decimal:
    try:
        exact = Decimal(token)
    except InvalidOperation:  # an exponent beyond all bounds
        return Decimal("Infinity") if _NOT_ZERO(token) else 0.0
    nearest = float(token)
    return nearest if Decimal(repr(nearest)) == exact else exact


def _integer(token: str) -> int | Decimal:
    return int(token) if len(token) <= _INT_DIGITS else Decimal(token)


def _constant(token: str) -> Any:
    raise ValueError(f"{token.lstrip('-')} is no JSON number")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    doubled = Doubled(members)
    seen: set[str] = set()
    doubled.key = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return doubled


_SLOW = json.JSONDecoder(
    parse_float=_fraction,
    parse_int=_integer,
    parse_constant=_constant,
    object_pairs_hook=_members,
)


#: Of several faults in one event every reader must name the same: the most telling, first here.
_RANKS = ("duplicate_key", "too_deep", "encoding", "number_range")

#: A reason, and the path to what it is about.
Fault = tuple[Reason, tuple[str | int, ...]]


def find_fault(value: Any) -> Fault | None:
    """The most telling thing in a slowly read value that cannot be kept, with its path."""
    return min(_faults(value), key=lambda fault: _RANKS.index(fault[0].code), default=None)


def _faults(value: Any) -> Iterator[Fault]:
    stack: list[tuple[Any, tuple[str | int, ...]]] = [(value, ())]
    while stack:
        found, path = stack.pop()
        if isinstance(found, dict | list):
            if len(path) > MAX_DEPTH:
                yield Reason("too_deep", "", f"at most {MAX_DEPTH} levels"), path[:MAX_DEPTH]
                continue
            if isinstance(found, Doubled):
                reason = Reason("duplicate_key", "", "each key once", "a key twice")
                yield reason, (*path, found.key)
            members = found.items() if isinstance(found, dict) else enumerate(found)
            for key, member in members:
                if isinstance(key, str) and (fault := _text_fault(key)):
                    yield fault, path
                stack.append((member, (*path, key)))
        elif isinstance(found, str):
            if fault := _text_fault(found):
                yield fault, path
        elif isinstance(found, int | Decimal) and not _in_double_range(found):
            yield Reason("number_range", "", "a number in the range of a double"), path


def _text_fault(text: str) -> Reason | None:
    match = _SURROGATE.search(text)
    if match is None:
        return None
    got = "U+0000" if match[0] == "\0" else "a lone surrogate"
    return Reason("encoding", "", "characters that every engine can hold", got)


def _in_double_range(number: int | Decimal) -> bool:
    try:
        nearest = float(number)
    except OverflowError:
        return False
    return abs(nearest) != float("inf") and (nearest != 0 or number == 0)


def as_doubles(value: Any) -> Any:
    """The value with each Decimal as its nearest double: what a validator in any language sees."""
    if isinstance(value, dict):
        return {key: as_doubles(member) for key, member in value.items()}
    if isinstance(value, list):
        return [as_doubles(member) for member in value]
    return float(value) if isinstance(value, Decimal) else value
