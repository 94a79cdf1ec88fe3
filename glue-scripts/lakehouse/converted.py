"""What converting a column's values comes to: an array, and the rows whose value does not fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from lakehouse.reasons import Code

INSTANT = pa.timestamp("us", "UTC")
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


def microseconds(instants: pa.Array[Any]) -> npt.NDArray[np.int64]:
    """The array's integers without a copy; where it is null, any number."""
    values = instants.buffers()[1]
    if values is None:
        return np.empty(0, np.int64)
    return np.frombuffer(memoryview(values), np.int64, len(instants), 8 * instants.offset)


def longest(array: pa.Array[Any]) -> int:
    """Bytes of the longest text, from the array's offsets."""
    _, offsets, _ = array.buffers()
    if not len(array) or offsets is None:
        return 0
    return int(np.diff(np.frombuffer(memoryview(offsets), np.int32, len(array) + 1)).max())
