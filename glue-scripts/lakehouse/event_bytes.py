"""The exact bytes of one event inside its line, as quarantine keeps them."""

from __future__ import annotations

import json
import re

_SPACE = re.compile(r"[ \t\n\r]*")
_VALUE = json.JSONDecoder(parse_int=str, parse_float=str)


def event_bytes(line: bytes, index: int | None) -> bytes:
    """Bytes of the event at `index` of a batch form, or of the one event; else the line.

    Without an index the event's detail, whatever it is.
    """
    try:
        text = line.decode()
        start, end = _member(text, _SPACE.match(text).end(), "detail")  # type: ignore[union-attr]
        events = None if index is None else _optional_member(text, start, "events")
        if index is not None and events is not None and text[events[0]] == "[":
            start, end = _item(text, events[0], index)
        return text[start:end].encode()
    except (ValueError, LookupError, RecursionError):
        return line


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


def _item(text: str, at: int, index: int) -> tuple[int, int]:
    at = _skip(text, at + 1)
    for place in range(index + 1):
        _, end = _VALUE.raw_decode(text, at)
        if place < index:
            at = _after_comma(text, end)
    return at, end


def _after_comma(text: str, at: int) -> int:
    at = _skip(text, at)
    return _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]
