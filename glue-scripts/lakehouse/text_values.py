"""Texts → numbers, truth values and days. Exact spellings only; nothing is trimmed or guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from math import isinf
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lakehouse.converted import INSTANT, UNFIT, Converted, Unfit, longest, one_by_one
from lakehouse.fixed_times import read_fixed
from lakehouse.instant_columns import epoch
from lakehouse.number_values import decimal_of, double_of, integer_of, safe_length
from lakehouse.readings import Spellings
from lakehouse.relations import Column
from lakehouse.time_patterns import TimePattern

_INTEGER = re.compile("-?[0-9]+")
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DOUBLE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_MICROSECONDS_A_DAY = 86_400_000_000
#: Digits beyond these are in no number that a column holds.
_MOST_DIGITS = 400
#: So many digits are exact in a double, whatever they are.
_SAFE_DIGITS = 15


def by_distinct(
    values: Sequence[str | None],
    of: Callable[[str], Any],
    kind: pa.DataType,
    at_once: Callable[[pa.Array[Any]], pa.Array[Any] | None] | None = None,
) -> Converted:
    """Read each distinct text once; what raises Unfit becomes null in every row that has it.

    `at_once` reads an array of texts, all as `of` would, or says None when it cannot read them all.
    """
    encoded: Any = pa.array(values, pa.string()).dictionary_encode()
    whole = at_once(encoded.dictionary) if at_once else None
    if whole is not None:
        return Converted(whole.take(encoded.indices), {})
    read = one_by_one(encoded.dictionary.to_pylist(), of, kind)
    array = read.array.take(encoded.indices)
    if not read.unfit:
        return Converted(array, {})
    codes = encoded.indices.to_pylist()
    unfit = {row: read.unfit[code] for row, code in enumerate(codes) if code in read.unfit}
    return Converted(array, unfit)


def number_of(values: Sequence[str | None], column: Column) -> Converted:
    """Texts as numbers of the column's type: integer, decimal or double."""
    match column.type:
        case "integer":
            return by_distinct(values, integer_in, pa.int64(), _all_integers)
        case "decimal":
            kind = pa.decimal128(column.precision, column.scale)
            return by_distinct(
                values,
                lambda text: decimal_in(text, column),
                kind,
                lambda texts: _all_decimals(texts, column),
            )
        case _:
            return by_distinct(values, double_in, pa.float64(), _all_doubles)


def _all_integers(texts: pa.Array[Any]) -> pa.Array[Any] | None:
    return _all_cast(texts, _INTEGER, pa.int64())


def _all_decimals(texts: pa.Array[Any], column: Column) -> pa.Array[Any] | None:
    if longest(texts) > safe_length(column.scale):
        return None
    return _all_cast(texts, _DECIMAL, pa.decimal128(column.precision, column.scale))


def _all_doubles(texts: pa.Array[Any]) -> pa.Array[Any] | None:
    return _all_cast(texts, _DECIMAL, pa.float64()) if longest(texts) <= _SAFE_DIGITS else None


def _all_cast(
    texts: pa.Array[Any], pattern: re.Pattern[str], kind: pa.DataType
) -> pa.Array[Any] | None:
    """The texts as Arrow reads them; Arrow takes more than the pattern does."""
    if not pc.all(pc.match_substring_regex(texts, f"^(?:{pattern.pattern})$")).as_py():
        return None
    try:
        return texts.cast(kind)
    except UNFIT:
        return None


def integer_in(text: str) -> int:
    """Digits, perhaps after a minus; `1.0` is none."""
    if not _INTEGER.fullmatch(text):
        raise Unfit("parse", "an integer in digits")
    if len(text) > _MOST_DIGITS:
        text = _without_zeros(text)
        if len(text) > _MOST_DIGITS:
            raise Unfit("number_range", "an integer of 64 bits")
    return integer_of(int(text))


def decimal_in(text: str, column: Column) -> Decimal:
    """Digits with at most a point, no exponent; nothing is rounded."""
    if not _DECIMAL.fullmatch(text):
        raise Unfit("parse", "a number in digits, without an exponent")
    return decimal_of(Decimal(text), column)


def double_in(text: str) -> float:
    """A number as JSON writes it (leading zeros are fine), in the range of a double."""
    if not _DOUBLE.fullmatch(text):
        raise Unfit("parse", "a number in digits")
    nearest = float(text)
    if len(text) <= _SAFE_DIGITS and nearest and not isinf(nearest):
        return nearest
    try:
        exact = Decimal(text)
    except InvalidOperation as error:
        raise Unfit("number_range", "a number in the range of a double") from error
    if isinf(nearest) or (nearest == 0 and exact != 0):
        raise Unfit("number_range", "a number in the range of a double")
    as_json_has_it = not _INTEGER.fullmatch(text) and Decimal(repr(nearest)) == exact
    return nearest if as_json_has_it else double_of(exact)


def truth_of(text: str, spellings: Spellings) -> bool:
    """One of the spellings of true or false, exactly."""
    if text in spellings.true:
        return True
    if text in spellings.false:
        return False
    listed = ", ".join(sorted(spellings.true | spellings.false))
    raise Unfit("parse", f"one of {listed}")


def epoch_of(text: str, unit: int) -> int:
    """A count since 1970 in digits, as microseconds."""
    if not _DECIMAL.fullmatch(text):
        raise Unfit("parse", "a time since 1970 in digits")
    return epoch(Decimal(text), unit)


def days_by(values: Sequence[str | None], pattern: TimePattern) -> Converted:
    """Texts as dates by a pattern."""

    def read(text: str) -> int:
        instant = pattern.read(text)
        if instant is None:
            raise Unfit("parse", f"a date as {pattern.text}")
        return instant // _MICROSECONDS_A_DAY

    def read_all(texts: pa.Array[Any]) -> pa.Array[Any] | None:
        times = read_fixed(texts, pattern.fixed) if pattern.fixed else None
        if times is None:
            return None
        return pa.array(times // _MICROSECONDS_A_DAY, pa.int64()).cast(pa.int32()).cast(pa.date32())

    return by_distinct(values, read, pa.date32(), read_all)


def clock_times(values: Sequence[str | None], pattern: TimePattern) -> Converted:
    """Texts as times by a pattern: instants in UTC if it has an offset, else by their own clock."""

    def read(text: str) -> int:
        instant = pattern.read(text)
        if instant is None:
            raise Unfit("parse", f"a time as {pattern.text}")
        return instant

    def read_all(texts: pa.Array[Any]) -> pa.Array[Any] | None:
        times = read_fixed(texts, pattern.fixed) if pattern.fixed else None
        return None if times is None else pa.array(times, INSTANT)

    return by_distinct(values, read, INSTANT, read_all)


def _without_zeros(text: str) -> str:
    sign = text[: text.startswith("-")]
    return sign + (text[len(sign) :].lstrip("0") or "0")
