"""The one text of a payload: sorted keys, no spaces, numbers by value (1, 1.0 and 1e0 are one)."""

from __future__ import annotations

import re
from decimal import Decimal
from hashlib import sha256
from typing import Any

import orjson

_SORTED = orjson.OPT_SORT_KEYS
#: Refuses integers beyond 53 bits, which are for the slow way.
_SORTED_53_BITS = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER
_INTEGRAL_DOUBLE = re.compile(rb"\.0[,}\]]").search
#: From here on orjson writes doubles with an exponent.
_EXPONENT_FROM = 10**16
_PLAIN_ZEROS = 60


def payload_digest(payload: Any, slowly_read: bool) -> bytes:
    """SHA-256 of the payload's canonical text. Equal exactly for payloads of equal value."""
    if not slowly_read:
        try:
            text = orjson.dumps(payload, option=_SORTED_53_BITS)
        except TypeError:
            pass
        else:
            if not _INTEGRAL_DOUBLE(text):
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
    if isinstance(value, float | int | Decimal) and not isinstance(value, bool):
        return _number(value)
    return value


def _number(value: float | int | Decimal) -> Any:
    """An integer below 10^16 in digits, else the text of the double that is it, else all digits."""
    if -_EXPONENT_FROM < value < _EXPONENT_FROM and value == int(value):
        return int(value)
    if isinstance(value, float):
        return value
    nearest = float(value)
    return nearest if Decimal(repr(nearest)) == value else _digits(value)


def _writable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _writable(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_writable(member) for member in value]
    if isinstance(value, Decimal) or (isinstance(value, int) and not -(1 << 63) <= value < 1 << 64):
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
