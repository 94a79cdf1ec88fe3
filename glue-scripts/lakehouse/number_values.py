"""One number as it came → a number of its column's type, or Unfit."""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import Any

from lakehouse.converted import Unfit
from lakehouse.relations import Column

_INT64 = range(-(1 << 63), 1 << 63)
#: Rounds nothing, however long a number is.
EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


def integer_of(value: Any) -> int:
    """An integer of 64 bits."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unfit("parse", "an integer")
    if value != int(value):
        raise Unfit("parse", "an integer")
    if int(value) not in _INT64:
        raise Unfit("number_range", "an integer of 64 bits")
    return int(value)


def decimal_of(value: Any, column: Column) -> Decimal:
    """A decimal of the column's precision and scale; nothing is rounded."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unfit("parse", "a number")
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    _, digits, exponent = EXACT.normalize(exact).as_tuple()
    whole = column.precision - column.scale
    if exact and (-int(exponent) > column.scale or len(digits) + int(exponent) > whole):
        fits = f"a decimal of {whole} digits before and {column.scale} after the point"
        raise Unfit("number_range", fits)
    return EXACT.quantize(exact, Decimal((0, (1,), -column.scale)))


def safe_length(scale: int) -> int:
    """The longest plain text that Arrow casts rightly: of longer ones it makes other numbers."""
    return 38 - scale


def double_of(value: Any) -> float:
    """The nearest double; an integer only when a double holds it exactly."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unfit("parse", "a number")
    nearest = float(value)
    whole = value == EXACT.create_decimal(value).to_integral_value()
    if whole and int(value) != int(nearest):
        raise Unfit("number_range", "an integer that a double holds exactly")
    return nearest
