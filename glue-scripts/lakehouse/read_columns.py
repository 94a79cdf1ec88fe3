"""Columns whose values are read: text as a time, number or truth value, numbers as times.

Each distinct text of a column is read once. Values that no reading is for go the native way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa

from lakehouse.converted import INSTANT, Converted
from lakehouse.instant_columns import epochs, rfc3339_times
from lakehouse.local_times import local_times
from lakehouse.readings import Day, Epoch, LocalTime, Reading, Rfc3339, Spellings, ZoneByRow
from lakehouse.relations import Column
from lakehouse.text_values import by_distinct, days_by, epoch_of, number_of, truth_of

#: A column's values by its name.
Siblings = Callable[[str], Sequence[Any]]
#: How a column is converted whose values are of its type.
Native = Callable[[Sequence[Any], Column], Converted]

_TEXTS = {str, type(None)}


def no_siblings(name: str) -> Sequence[Any]:
    """There are no other columns."""
    raise LookupError(name)


def convert_read(
    values: Sequence[Any], column: Column, siblings: Siblings, native: Native
) -> Converted:
    """Convert by the first reading for each value's JSON type."""
    if set(map(type, values)) <= _TEXTS:
        return _texts(values, column, siblings, native)
    is_text = [isinstance(value, str) for value in values]
    texts = [row for row, text in enumerate(is_text) if text]
    if not texts:
        return _numbers(values, column, native)
    others = [row for row, text in enumerate(is_text) if not text]

    def of_texts(name: str) -> Sequence[Any]:
        sibling = siblings(name)
        return [sibling[row] for row in texts]

    parts = (
        (texts, _texts([values[row] for row in texts], column, of_texts, native)),
        (others, _numbers([values[row] for row in others], column, native)),
    )
    return _joined(parts, len(values))


def _joined(parts: Sequence[tuple[list[int], Converted]], size: int) -> Converted:
    places = [0] * size
    unfit = {}
    position = 0
    for rows, part in parts:
        for place, row in enumerate(rows):
            places[row] = position + place
        unfit.update({rows[place]: fault for place, fault in part.unfit.items()})
        position += len(rows)
    array = pa.concat_arrays([part.array for _, part in parts]).take(pa.array(places))
    return Converted(array, dict(sorted(unfit.items())))


def _numbers(values: Sequence[Any], column: Column, native: Native) -> Converted:
    for reading in column.readings:
        if isinstance(reading, Epoch):
            return epochs(values, reading.unit)
    return native(values, column)


def _texts(
    values: Sequence[str | None], column: Column, siblings: Siblings, native: Native
) -> Converted:
    reading = _reading_of_texts(column.readings)
    match reading:
        case Rfc3339():
            return rfc3339_times(values)
        case LocalTime(zone=ZoneByRow(by=by)):
            return local_times(values, reading, siblings(by))
        case LocalTime():
            return local_times(values, reading)
        case Epoch(unit=unit):
            return by_distinct(values, lambda text: epoch_of(text, unit), INSTANT)
        case Day(pattern=pattern):
            return days_by(values, pattern)
        case Spellings():
            return by_distinct(values, lambda text: truth_of(text, reading), pa.bool_())
        case _:
            return number_of(values, column)


def _reading_of_texts(readings: Sequence[Reading]) -> Reading:
    """The first that is made for texts; a count since 1970 is meant for numbers, if it can be."""
    for reading in readings:
        if not isinstance(reading, Epoch):
            return reading
    return readings[0]
