"""Texts by a pattern whose parts all have one width → times, for a whole column at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from lakehouse.time_patterns import MONTHS, FixedPattern

Micros = npt.NDArray[np.int64]

_ZERO = ord("0")
_CODES = np.array([int.from_bytes(name.encode(), "big") for name in MONTHS], np.int64)
_ORDER = np.argsort(_CODES)
_SORTED = _CODES[_ORDER]


def read_fixed(texts: pa.Array[Any], pattern: FixedPattern) -> Micros | None:
    """Microseconds since 1970 by each text's clock; None unless every text is a time.

    The texts are an array without nulls.
    """
    letters = _letters(texts, pattern.width)
    if letters is None:
        return None
    for place, literal in pattern.literals:
        if not (letters[:, place] == literal).all():
            return None
    parts: dict[str, npt.NDArray[np.int64]] = {}
    for name, start, width in pattern.fields:
        part = letters[:, start : start + width].astype(np.int64)
        number = _months(part) if name == "name" else _number(part)
        if number is None:
            return None
        parts["month" if name == "name" else name] = number
    if "fraction" in parts:
        width = next(width for name, _, width in pattern.fields if name == "fraction")
        parts["fraction"] *= 10 ** (6 - width)
    return _times(parts, len(texts))


def _letters(texts: pa.Array[Any], width: int) -> npt.NDArray[np.uint8] | None:
    """A row of bytes per text, if each has exactly `width`."""
    _, offsets, data = texts.buffers()
    if not len(texts) or offsets is None or data is None:
        return None
    ends = np.frombuffer(memoryview(offsets), np.int32, len(texts) + 1, 4 * texts.offset)
    if not (np.diff(ends) == width).all():
        return None
    whole = np.frombuffer(memoryview(data), np.uint8)
    return whole[ends[0] : ends[-1]].reshape(len(texts), width)


def _number(part: npt.NDArray[np.int64]) -> npt.NDArray[np.int64] | None:
    digits = part - _ZERO
    if (digits < 0).any() or (digits > 9).any():
        return None
    powers = 10 ** np.arange(part.shape[1] - 1, -1, -1)
    return np.asarray(digits @ powers, np.int64)


def _months(part: npt.NDArray[np.int64]) -> npt.NDArray[np.int64] | None:
    codes = (part[:, 0] << 16) | (part[:, 1] << 8) | part[:, 2]
    found = np.minimum(np.searchsorted(_SORTED, codes), len(_SORTED) - 1)
    if not (_SORTED[found] == codes).all():
        return None
    return np.asarray(_ORDER[found] + 1, np.int64)


def _times(parts: dict[str, npt.NDArray[np.int64]], size: int) -> Micros | None:
    zero = np.zeros(size, np.int64)
    year, month, day = parts["year"], parts["month"], parts["day"]
    hour, minute = parts.get("hour", zero), parts.get("minute", zero)
    second, fraction = parts.get("second", zero), parts.get("fraction", zero)
    if not ((year >= 1) & (month >= 1) & (month <= 12)).all():
        return None
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    first = months.astype("datetime64[D]").astype(np.int64)
    following = (months + 1).astype("datetime64[D]").astype(np.int64)
    sound = (day >= 1) & (day <= following - first) & (hour < 24) & (minute < 60) & (second < 60)
    if not sound.all():
        return None
    seconds = (((first + day - 1) * 24 + hour) * 60 + minute) * 60 + second
    return seconds * 1_000_000 + fraction
