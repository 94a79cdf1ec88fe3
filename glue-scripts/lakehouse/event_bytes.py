"""The exact bytes of one event inside its line, as quarantine keeps them."""

from __future__ import annotations

import json
import re
from functools import lru_cache

_SPACE = re.compile(r"[ \t\n\r]*")
_VALUE = json.JSONDecoder(parse_int=str, parse_float=str)


def event_bytes(line: bytes, index: int | None) -> bytes:
    """Bytes of the event at `index` of a batch form, or of the one event; else the line.

    Without an index the event's detail, whatever it is.
    """
    try:
        text, start, end = _detail(line)
        events = None if index is None else _events(line)
        if index is not None and events is not None:
            start, end = events[index]
        return text[start:end].encode()
    except (ValueError, LookupError, RecursionError):
        return line


@lru_cache(maxsize=1)
def _detail(line: bytes) -> tuple[str, int, int]:
    """The line as text, and where its detail starts and ends."""
    text = line.decode()
    start, end = _member(text, _SPACE.match(text).end(), "detail")  # type: ignore[union-attr]
    return text, start, end


@lru_cache(maxsize=1)
def _events(line: bytes) -> list[tuple[int, int]] | None:
    """Where each event of a batch form starts and ends; None for any other form.

    Remembered, because a line whose events are all refused is asked for each of them.
    """
    text, start, _ = _detail(line)
    events = _optional_member(text, start, "events")
    return _items(text, events[0]) if events and text[events[0]] == "[" else None


def _member(text: str, at: int, name: str) -> tuple[int, int]:
    found = _optional_member(text, at, name)
    if found is None:
        raise LookupError(name)
    return found


def _optional_member(text: str, at: int, name: str) -> tuple[int, int] | None:
    """Start and end of an object's member; of two with one key the last, as parsers have it."""
    found = None
    at = _skip(text, at + 1)
    while text[at] != "}":
        key, at = _VALUE.raw_decode(text, at)
        start = _skip(text, _skip(text, at) + 1)
        _, end = _VALUE.raw_decode(text, start)
        if key == name:
            found = (start, end)
        at = _after_comma(text, end)
    return found


def _items(text: str, at: int) -> list[tuple[int, int]]:
    """Start and end of each item of an array."""
    found = []
    at = _skip(text, at + 1)
    while text[at] != "]":
        _, end = _VALUE.raw_decode(text, at)
        found.append((at, end))
        at = _after_comma(text, end)
    return found


def _after_comma(text: str, at: int) -> int:
    at = _skip(text, at)
    return _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]
