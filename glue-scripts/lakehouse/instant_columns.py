"""Times as they come on the wire, RFC 3339 text or a count since 1970 → instants, by the column."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lakehouse.converted import INSTANT, UNFIT, Converted, Unfit, microseconds, one_by_one
from lakehouse.instants import EARLIEST, LATEST, parse_instant
from lakehouse.number_values import EXACT

_RFC3339 = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$"
_SHORTEST_TIME = len("2026-11-25T10:00:00Z")


def rfc3339_times(values: Sequence[Any]) -> Converted:
    """Texts that are RFC 3339 date-times."""
    try:
        texts = pa.array(values, pa.string())
        if _is_plain_rfc3339(texts) or _is_rfc3339(texts):
            instants = texts.cast(INSTANT)
            if _in_years(instants):
                return Converted(instants, {})
    except UNFIT:
        pass
    return one_by_one(values, _instant, INSTANT)


def _is_plain_rfc3339(texts: pa.Array[Any]) -> bool:
    """Whether each text, if Arrow reads it, is `…T…:…:…Z`; else Arrow takes more than RFC 3339."""
    _, offsets, data = texts.buffers()
    if texts.null_count or offsets is None or data is None:
        return False
    ends = np.frombuffer(memoryview(offsets), np.int32, len(texts) + 1)
    starts, ends = ends[:-1], ends[1:]
    if (ends - starts).min() < _SHORTEST_TIME:
        return False
    letters = np.frombuffer(memoryview(data), np.uint8)
    return bool((letters[starts + 10] == ord("T")).all() and (letters[ends - 1] == ord("Z")).all())


def _is_rfc3339(texts: pa.Array[Any]) -> bool:
    return pc.all(pc.match_substring_regex(texts, _RFC3339)).as_py() is not False


def _in_years(instants: pa.Array[Any]) -> bool:
    if instants.null_count:
        instants = instants.drop_null()
    found = microseconds(instants)
    return not len(found) or bool(found.min() >= EARLIEST and found.max() <= LATEST)


def _instant(value: Any) -> int:
    instant = parse_instant(value) if isinstance(value, str) else None
    if instant is None:
        raise Unfit("parse", "an RFC 3339 date-time of the years 1 to 9999, to the microsecond")
    return instant


def epochs(values: Sequence[Any], unit: int) -> Converted:
    """Numbers that count `unit` microseconds each since 1970."""
    if set(map(type, values)) == {int}:
        try:
            since = np.array(values, np.int64)
            if int(since.min()) * unit >= EARLIEST and int(since.max()) * unit <= LATEST:
                return Converted(pa.array(since * unit, INSTANT), {})
        except UNFIT:
            pass
    return one_by_one(values, lambda value: epoch(value, unit), INSTANT)


def epoch(value: Any, unit: int) -> int:
    """One count. Raises Unfit when it is none, or needs more than microseconds."""
    expected = "a time since 1970 within the years 1 to 9999, to the microsecond"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unfit("parse", expected)
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not -(10**18) < exact < 10**18:
        raise Unfit("parse", expected)
    instant = EXACT.multiply(exact, Decimal(unit))
    if instant != int(instant) or not EARLIEST <= instant <= LATEST:
        raise Unfit("parse", expected)
    return int(instant)
