"""Values of one column → one Arrow array, exactly, or the rows whose value does not fit.

Each type has a way for the whole column, which is fast, and one for a single value, which finds the
culprit. Arrow alone would not do: it cuts 1.5 to an integer and reads times unknown to RFC 3339.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from lakehouse.converted import INSTANT, UNFIT, Converted, Unfit, longest, one_by_one
from lakehouse.instant_columns import rfc3339_times
from lakehouse.json_columns import json_texts
from lakehouse.number_values import decimal_of, double_of, integer_of, safe_length
from lakehouse.read_columns import Siblings, convert_read, no_siblings
from lakehouse.relations import Column
from lakehouse.text_values import by_distinct

_NONE = type(None)
_INTEGERS = {int, _NONE}
_TEXTS = {str, _NONE}
_NUMBERS = {int, float, _NONE}
_BOOLEANS = {bool, _NONE}
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def convert(values: Sequence[Any], column: Column, siblings: Siblings = no_siblings) -> Converted:
    """The column's array. Never raises for what a value is.

    `siblings` gives another column's values by its name; readings may ask for them.
    """
    if column.missing:
        values = without_missing(values, column.missing)
    if column.readings:
        return convert_read(values, column, siblings, _CONVERSIONS[column.type])
    return _CONVERSIONS[column.type](values, column)


def without_missing(values: Sequence[Any], missing: frozenset[str]) -> list[Any]:
    """The values, with null for each text that means it."""
    return [None if value.__class__ is str and value in missing else value for value in values]


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


def _texts(values: Sequence[Any], column: Column) -> Converted:
    try:
        array = pa.array(values, pa.string())
    except UNFIT:
        return one_by_one(values, lambda value: _text(value, column.max_bytes), pa.string())
    if column.bounded or longest(array) <= column.max_bytes:
        return Converted(array, {})
    return one_by_one(values, lambda value: _text(value, column.max_bytes), pa.string())


def _text(value: Any, max_bytes: int) -> str:
    if not isinstance(value, str):
        raise Unfit("parse", "text")
    if len(value.encode()) > max_bytes:
        raise Unfit("too_large", f"at most {max_bytes} bytes of UTF-8")
    return value


def _integers(values: Sequence[Any], column: Column) -> Converted:
    if set(map(type, values)) <= _INTEGERS:
        try:
            return Converted(pa.array(values, pa.int64()), {})
        except UNFIT:
            pass
    return one_by_one(values, integer_of, pa.int64())


def _decimals(values: Sequence[Any], column: Column) -> Converted:
    kind = pa.decimal128(column.precision, column.scale)
    if set(map(type, values)) <= _NUMBERS:
        texts = [None if value is None else repr(value) for value in values]
        try:
            sent = [text for text in texts if text]
            plain = "e" not in "".join(sent)  # of 1e-30 Arrow makes zero
            if plain and max(map(len, sent), default=0) <= safe_length(column.scale):
                return Converted(pa.array(texts, pa.string()).cast(kind), {})
        except UNFIT:
            pass
    return one_by_one(values, lambda value: decimal_of(value, column), kind)


def _doubles(values: Sequence[Any], column: Column) -> Converted:
    if set(map(type, values)) <= _NUMBERS:
        try:
            return Converted(pa.array(values, pa.float64()), {})
        except UNFIT:
            pass
    return one_by_one(values, double_of, pa.float64())


def _booleans(values: Sequence[Any], column: Column) -> Converted:
    if set(map(type, values)) <= _BOOLEANS:
        return Converted(pa.array(values, pa.bool_()), {})
    return one_by_one(values, _boolean, pa.bool_())


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unfit("parse", "true or false")
    return value


def _dates(values: Sequence[Any], column: Column) -> Converted:
    if set(map(type, values)) <= _TEXTS:
        return by_distinct(values, _date, pa.date32())
    return one_by_one(values, _date, pa.date32())


def _date(value: Any) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise Unfit("parse", "a date, YYYY-MM-DD, of the years 1 to 9999")


def _timestamps(values: Sequence[Any], column: Column) -> Converted:
    return rfc3339_times(values)


_CONVERSIONS: dict[str, Callable[[Sequence[Any], Column], Converted]] = {
    "string": _texts,
    "uuid": _texts,
    "timestamp": _timestamps,
    "date": _dates,
    "integer": _integers,
    "decimal": _decimals,
    "double": _doubles,
    "boolean": _booleans,
    "json": json_texts,
}
