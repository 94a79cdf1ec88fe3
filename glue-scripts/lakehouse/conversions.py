"""Values of one column → one Arrow array, exactly, or the rows whose value does not fit.

Each type has a way for the whole column, which is fast, and one for a single value, which finds the
culprit. Arrow alone would not do: it cuts 1.5 to an integer and reads times unknown to RFC 3339.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Context, Decimal
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lakehouse.contracts import MAX_TEXT_BYTES, Column
from lakehouse.exact_json import MAX_DEPTH
from lakehouse.instants import EARLIEST, LATEST, parse_instant
from lakehouse.reasons import Code

INSTANT = pa.timestamp("us", "UTC")
_INT64 = range(-(1 << 63), 1 << 63)
_NONE = type(None)
_INTEGERS = {int, _NONE}
_NUMBERS = {int, float, _NONE}
_BOOLEANS = {bool, _NONE}
_RFC3339 = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$"
_SHORTEST_TIME = len("2026-11-25T10:00:00Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WIDE = Context(prec=2000)
#: What Arrow raises for a value that is not of the type.
UNFIT = (pa.ArrowException, OverflowError, TypeError, ValueError)


class Unfit(Exception):
    """A value that its column cannot hold: reason code and what was expected."""

    def __init__(self, code: Code, expected: str) -> None:
        super().__init__(code, expected)
        self.code: Code = code
        self.expected = expected


class Converted(NamedTuple):
    """A column's array, null where a row is unfit, and the unfit rows."""

    array: pa.Array[Any]
    unfit: dict[int, Unfit]


def convert(values: Sequence[Any], column: Column) -> Converted:
    """The column's array. Never raises for what a value is."""
    return _CONVERSIONS[column.type](values, column)


def arrow_type(column: Column) -> pa.DataType:
    """The type of a column in the files."""
    match column.type:
        case "timestamp":
            return INSTANT
        case "date":
            return pa.date32()
        case "integer":
            return pa.int64()
        case "decimal":
            return pa.decimal128(column.precision, column.scale)
        case "double":
            return pa.float64()
        case "boolean":
            return pa.bool_()
        case _:
            return pa.string()


def one_by_one(values: Sequence[Any], of: Callable[[Any], Any], kind: pa.DataType) -> Converted:
    """Convert each value by itself; what raises Unfit becomes null and is named."""
    fitting: list[Any] = []
    unfit: dict[int, Unfit] = {}
    for row, value in enumerate(values):
        try:
            fitting.append(None if value is None else of(value))
        except Unfit as fault:
            fitting.append(None)
            unfit[row] = fault
    return Converted(pa.array(fitting, kind), unfit)


def _texts(values: Sequence[Any], column: Column) -> Converted:
    try:
        array = pa.array(values, pa.string())
    except UNFIT:
        return one_by_one(values, lambda value: _text(value, column.max_bytes), pa.string())
    if column.bounded or _longest(array) <= column.max_bytes:
        return Converted(array, {})
    return one_by_one(values, lambda value: _text(value, column.max_bytes), pa.string())


def _text(value: Any, max_bytes: int) -> str:
    if not isinstance(value, str):
        raise Unfit("parse", "text")
    if len(value.encode()) > max_bytes:
        raise Unfit("too_large", f"at most {max_bytes} bytes of UTF-8")
    return value


def _longest(array: pa.Array[Any]) -> int:
    """Bytes of the longest text, from the array's offsets."""
    _, offsets, _ = array.buffers()
    if not len(array) or offsets is None:
        return 0
    return int(np.diff(np.frombuffer(memoryview(offsets), np.int32, len(array) + 1)).max())


def _integers(values: Sequence[Any], column: Column) -> Converted:
    if set(map(type, values)) <= _INTEGERS:
        try:
            return Converted(pa.array(values, pa.int64()), {})
        except UNFIT:
            pass
    return one_by_one(values, _integer, pa.int64())


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unfit("parse", "an integer")
    if value != int(value):
        raise Unfit("parse", "an integer")
    if int(value) not in _INT64:
        raise Unfit("number_range", "an integer of 64 bits")
    return int(value)


def _decimals(values: Sequence[Any], column: Column) -> Converted:
    kind = pa.decimal128(column.precision, column.scale)
    if set(map(type, values)) <= _NUMBERS:
        texts = [None if value is None else repr(value) for value in values]
        try:
            if max((len(text) for text in texts if text), default=0) < 38:
                return Converted(pa.array(texts, pa.string()).cast(kind), {})
        except UNFIT:
            pass
    return one_by_one(values, lambda value: _decimal(value, column), kind)


def _decimal(value: Any, column: Column) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unfit("parse", "a number")
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    _, digits, exponent = _WIDE.normalize(exact).as_tuple()
    whole = column.precision - column.scale
    if exact and (-int(exponent) > column.scale or len(digits) + int(exponent) > whole):
        fits = f"a decimal of {whole} digits before and {column.scale} after the point"
        raise Unfit("number_range", fits)
    return exact


def _doubles(values: Sequence[Any], column: Column) -> Converted:
    if set(map(type, values)) <= _NUMBERS:
        try:
            return Converted(pa.array(values, pa.float64()), {})
        except UNFIT:
            pass
    return one_by_one(values, _double, pa.float64())


def _double(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unfit("parse", "a number")
    nearest = float(value)
    whole = value == _WIDE.create_decimal(value).to_integral_value()
    if whole and int(value) != int(nearest):
        raise Unfit("number_range", "an integer that a double holds exactly")
    return nearest


def _booleans(values: Sequence[Any], column: Column) -> Converted:
    if set(map(type, values)) <= _BOOLEANS:
        return Converted(pa.array(values, pa.bool_()), {})
    return one_by_one(values, _boolean, pa.bool_())


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unfit("parse", "true or false")
    return value


def _dates(values: Sequence[Any], column: Column) -> Converted:
    return one_by_one(values, _date, pa.date32())


def _date(value: Any) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise Unfit("parse", "a date, YYYY-MM-DD, of the years 1 to 9999")


def microseconds(instants: pa.Array[Any]) -> npt.NDArray[np.int64]:
    """The array's integers without a copy; where it is null, any number."""
    values = instants.buffers()[1]
    if values is None:
        return np.empty(0, np.int64)
    return np.frombuffer(memoryview(values), np.int64, len(instants), 8 * instants.offset)


def _timestamps(values: Sequence[Any], column: Column) -> Converted:
    if column.epoch_unit is not None:
        return _epochs(values, column.epoch_unit)
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


def _epochs(values: Sequence[Any], unit: int) -> Converted:
    if set(map(type, values)) == {int}:
        try:
            since = np.array(values, np.int64)
            if int(since.min()) * unit >= EARLIEST and int(since.max()) * unit <= LATEST:
                return Converted(pa.array(since * unit, INSTANT), {})
        except UNFIT:
            pass
    return one_by_one(values, lambda value: _epoch(value, unit), INSTANT)


def _epoch(value: Any, unit: int) -> int:
    expected = "a time since 1970 within the years 1 to 9999, to the microsecond"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unfit("parse", expected)
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not -(10**18) < exact < 10**18:
        raise Unfit("parse", expected)
    instant = _WIDE.multiply(exact, Decimal(unit))
    if instant != int(instant) or not EARLIEST <= instant <= LATEST:
        raise Unfit("parse", expected)
    return int(instant)


def _json(values: Sequence[Any], column: Column) -> Converted:
    array = pa.array(values, pa.string())
    longest = _longest(array)
    limit = min(column.max_bytes, MAX_TEXT_BYTES)
    if longest <= limit and (
        longest < MAX_DEPTH or not any(text and too_deep(text, column.path) for text in values)
    ):
        return Converted(array, {})
    return one_by_one(values, lambda text: _json_text(text, column, limit), pa.string())


def _json_text(text: bytes, column: Column, limit: int) -> bytes:
    if len(text) > limit:
        raise Unfit("too_large", f"at most {limit} bytes of JSON text")
    if too_deep(text, column.path):
        raise Unfit("too_deep", f"at most {MAX_DEPTH} levels")
    return text


def too_deep(text: bytes, path: tuple[str | int, ...]) -> bool:
    """Whether JSON text that stands at `path` of a payload nests below the deepest level kept."""
    if text.count(b"[") + text.count(b"{") + len(path) <= MAX_DEPTH:
        return False
    depth = deepest = len(path)
    for mark in re.finditer(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text):
        if mark[0] in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark[0] in b"]}":
            depth -= 1
    return deepest > MAX_DEPTH


_CONVERSIONS: dict[str, Callable[[Sequence[Any], Column], Converted]] = {
    "string": _texts,
    "uuid": _texts,
    "timestamp": _timestamps,
    "date": _dates,
    "integer": _integers,
    "decimal": _decimals,
    "double": _doubles,
    "boolean": _booleans,
    "json": _json,
}
