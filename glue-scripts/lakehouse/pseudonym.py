"""Keyed pseudonyms: one person is one text in every table; without the key nobody can go back."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from decimal import Decimal
from typing import Any

_REMEMBERED = 50_000


def pseudonymiser(secret: bytes) -> Callable[[Any], str | None]:
    """A function value → HMAC-SHA256 in hexadecimal; null stays null. Remembers what repeats."""
    known: dict[Any, str] = {}

    def pseudonym(value: Any) -> str | None:
        if value is None:
            return None
        text = value if value.__class__ is str else _text(value)
        found = known.get(text)
        if found is None:
            if len(known) >= _REMEMBERED:
                known.clear()
            found = known[text] = hmac.digest(secret, text.encode(), "sha256").hex()
        return found

    return pseudonym


def _text(value: Any) -> str:
    """Numbers by value, as in the payload's hash."""
    if isinstance(value, float | Decimal) and value == int(value):
        return str(int(value))
    return str(value)
