"""Texts → numbers, truth values and days. Exact spellings only; nothing is trimmed or guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from math import isinf
from typing import Any

import pyarrow as pa

from lakehouse.converted import Converted, Unfit, one_by_one
from lakehouse.instant_columns import epoch
from lakehouse.number_values import decimal_of, double_of, integer_of
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
    values: Sequence[str | None], of: Callable[[str], Any], kind: pa.DataType
) -> Converted:
    """Read each distinct text once; what raises Unfit becomes null in every row that has it."""
    encoded: Any = pa.array(values, pa.string()).dictionary_encode()
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
            return by_distinct(values, integer_in, pa.int64())
        case "decimal":
            kind = pa.decimal128(column.precision, column.scale)
            return by_distinct(values, lambda text: decimal_in(text, column), kind)
        case _:
            return by_distinct(values, double_in, pa.float64())


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


def day_of(text: str, pattern: TimePattern) -> int:
    """A date by its pattern, as days since 1970."""
    instant = pattern.read(text)
    if instant is None:
        raise Unfit("parse", f"a date as {pattern.text}")
    return instant // _MICROSECONDS_A_DAY


def _without_zeros(text: str) -> str:
    sign = text[: text.startswith("-")]
    return sign + (text[len(sign) :].lstrip("0") or "0")
