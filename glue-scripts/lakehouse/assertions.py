"""Row-level assertions: SQL conditions over a chunk's columns, decided by DuckDB. NULL passes."""

from __future__ import annotations

from functools import cache

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from lakehouse.relations import Contract

Mask = npt.NDArray[np.bool_]

_UTC = pa.timestamp("us")
#: What a value can do to a sound condition; all else is the contract's fault and fails the job.
_VALUE_ERRORS = (duckdb.ConversionException, duckdb.OutOfRangeException)


def failed_assertions(rows: pa.Table, contract: Contract) -> list[tuple[str, Mask]]:
    """Per assertion that some row fails: its name and the rows that do.

    A condition that cannot be computed for a row (a sum out of range, say) does not hold for it.
    """
    asked = _without_zone(rows)
    answers = [(name, _broken(asked, condition)) for name, condition in contract.assertions]
    return [(name, mask) for name, mask in answers if mask.any()]


def _without_zone(rows: pa.Table) -> pa.Table:
    """Timestamps as plain UTC: DuckDB compares zoned ones only with an extension."""
    fields = [
        field.with_type(_UTC) if pa.types.is_timestamp(field.type) else field
        for field in rows.schema
    ]
    return rows.cast(pa.schema(fields))


def _broken(rows: pa.Table, condition: str) -> Mask:
    try:
        return _ask(rows, condition)
    except _VALUE_ERRORS:
        if rows.num_rows == 1:
            return np.ones(1, np.bool_)
        half = rows.num_rows // 2
        first, second = rows.slice(0, half), rows.slice(half)
        return np.concatenate([_broken(first, condition), _broken(second, condition)])


def _ask(rows: pa.Table, condition: str) -> Mask:
    connection = _connection()
    connection.register("chunk", rows)
    try:
        answer = connection.execute(f"SELECT ({condition}) IS FALSE AS broken FROM chunk")
        return np.asarray(answer.fetchnumpy()["broken"], np.bool_)
    finally:
        connection.unregister("chunk")


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config={"threads": 1, "autoload_known_extensions": False})
