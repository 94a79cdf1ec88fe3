"""The one text of a payload: sorted keys, no spaces, numbers by value (1, 1.0 and 1e0 are one)."""

from __future__ import annotations

import re
from decimal import Decimal
from hashlib import sha256
from typing import Any

import orjson

_SORTED = orjson.OPT_SORT_KEYS
_INTEGRAL_DOUBLE = re.compile(rb"\.0[,}\]]").search
_LARGE_DOUBLE = re.compile(rb"e1[6-9][,}\]]").search
_INT_LIMIT = 1 << 64
_PLAIN_ZEROS = 60


def payload_digest(payload: Any, slowly_read: bool) -> bytes:
    """SHA-256 of the payload's canonical text. Equal exactly for payloads of equal value."""
    if not slowly_read:
        text = orjson.dumps(payload, option=_SORTED)
        if not _INTEGRAL_DOUBLE(text) and not _LARGE_DOUBLE(text):
            return sha256(text).digest()
    return sha256(orjson.dumps(_by_value(payload), option=_SORTED)).digest()


def exact_text(value: Any) -> bytes:
    """Compact JSON text with sorted keys; Decimals and long integers keep every digit."""
    try:
        return orjson.dumps(value, option=_SORTED)
    except TypeError:
        return orjson.dumps(_writable(value), option=_SORTED)


def _by_value(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _by_value(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_by_value(member) for member in value]
    if isinstance(value, float | Decimal) or (
        isinstance(value, int) and not -_INT_LIMIT < value < _INT_LIMIT
    ):
        return _number(value)
    return value


def _number(value: float | int | Decimal) -> Any:
    """An integer below 2^64 as integer, else a double where it is exact, else all digits."""
    if value == int(value) and -_INT_LIMIT < value < _INT_LIMIT:
        return _writable(int(value))
    nearest = float(value)
    if isinstance(value, float) or Decimal(repr(nearest)) == value:
        return nearest
    return _digits(value)


def _writable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _writable(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_writable(member) for member in value]
    if isinstance(value, Decimal) or (
        isinstance(value, int) and not -(_INT_LIMIT >> 1) <= value < _INT_LIMIT
    ):
        return _digits(value)
    return value


def _digits(value: int | Decimal) -> orjson.Fragment:
    """All digits, one spelling per value."""
    sign, digits, exponent = Decimal(value).as_tuple()
    text = "".join(map(str, digits)).lstrip("0")
    kept = text.rstrip("0") or "0"
    power = int(exponent) + len(text) - len(kept)
    if abs(power) > _PLAIN_ZEROS:
        return orjson.Fragment(f"{'-' * sign}{kept}e{power}")
    return orjson.Fragment(format(Decimal((sign, tuple(map(int, kept)), power)), "f"))
