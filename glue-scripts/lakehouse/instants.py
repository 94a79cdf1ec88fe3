"""Instants as microseconds since 1970 UTC, from text and back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

#: The years 1 to 9999: what a timestamp can be everywhere on the path.
EARLIEST = -62_135_596_800_000_000
LATEST = 253_402_300_799_999_999

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,6})0*)?"
    r"(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))",
    re.ASCII,
)


@lru_cache(maxsize=4096)
def parse_instant(text: str) -> int | None:
    """RFC 3339 date-time → microseconds; None when it is none or needs more than microseconds."""
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        return None
    day, clock, fraction, sign, hours, minutes = match.groups()
    try:
        local = datetime.fromisoformat(f"{day}T{clock}+00:00")
    except ValueError:
        return None
    instant = (local - _EPOCH) // _MICROSECOND + int((fraction or "").ljust(6, "0"))
    if sign:
        ahead = (int(hours) * 3600 + int(minutes) * 60) * 1_000_000
        instant += -ahead if sign == "+" else ahead
    return instant if EARLIEST <= instant <= LATEST else None


def instant_text(microseconds: int) -> str:
    """Microseconds → `2026-11-25T10:00:00.123456Z`."""
    return (_EPOCH + timedelta(microseconds=microseconds)).isoformat().replace("+00:00", "Z")
