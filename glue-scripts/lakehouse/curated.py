"""Settled rows → Parquet files per type and partition of event time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lakehouse.contracts import Contract, Partition
from lakehouse.parquet import ParquetBuffer
from lakehouse.settle import schema_of

GROUP_ROWS = 40_000
_PUTS_AT_ONCE = 8
_UNITS = {"hour": "h", "day": "D", "month": "M", "year": "Y"}
_PLAIN = frozenset({"event_id", "event_time", "_line", "_payload_hash"})


@dataclass(slots=True)
class WrittenFile:
    """A file that is in S3, and what it holds. Times in microseconds."""

    type: str
    key: str
    rows: int
    bytes: int
    event_time: tuple[int, int]
    received_at: tuple[int, int]
    nulls: dict[str, int]


@dataclass(slots=True)
class _OpenFile:
    contract: Contract
    buffer: ParquetBuffer
    pending: list[pa.Table] = field(default_factory=list)
    pending_rows: int = 0
    event_time: tuple[int, int] | None = None
    received_at: tuple[int, int] | None = None
    nulls: Counter[str] = field(default_factory=Counter)


class CuratedWriter:
    """Collects rows of all types of one task; `close` puts the files and says what they hold."""

    def __init__(self, directory: str, file_name: str, put: Callable[[str, bytes], None]) -> None:
        """`directory` is `batch=<id>/attempt=<n>-<job run>`; `put` takes key and body."""
        self._place = f"{directory}/{file_name}.parquet"
        self._put = put
        self._open: dict[tuple[Contract, str], _OpenFile] = {}

    def add(self, contract: Contract, rows: pa.Table) -> None:
        """Add rows, in order."""
        for name, part in partitions(rows, contract.partition):
            file = self._open.get((contract, name))
            if file is None:
                buffer = ParquetBuffer(schema_of(contract), _plain_columns(contract))
                file = self._open[contract, name] = _OpenFile(contract, buffer)
            file.pending.append(part)
            file.pending_rows += part.num_rows
            if file.pending_rows >= GROUP_ROWS:
                _flush(file)

    def close(self) -> list[WrittenFile]:
        """Put every file; returns what was written."""
        closing = sorted(self._open.items(), key=lambda item: (item[0][0].name, item[0][1]))
        self._open = {}
        with ThreadPoolExecutor(_PUTS_AT_ONCE) as threads:
            return list(threads.map(lambda item: self._write(item[0][1], item[1]), closing))

    def _write(self, partition: str, file: _OpenFile) -> WrittenFile:
        _flush(file)
        body = file.buffer.close()
        key = f"{file.contract.table}/event_date={partition}/{self._place}"
        self._put(key, body)
        assert file.event_time and file.received_at, "a file is opened for at least one row"
        return WrittenFile(
            file.contract.name,
            key,
            file.buffer.rows,
            len(body),
            file.event_time,
            file.received_at,
            dict(file.nulls),
        )


def partitions(rows: pa.Table, by: Partition) -> list[tuple[str, pa.Table]]:
    """The rows of each partition in their order, under the partition's text (UTC)."""
    if not rows.num_rows:
        return []
    instants = rows["event_time"].cast(pa.int64()).to_numpy().astype("datetime64[us]")
    starts = instants.astype(f"datetime64[{_UNITS[by]}]")
    if starts.min() == starts.max():
        return [(str(starts[0]), rows)]
    parts = []
    for start in np.unique(starts):
        parts.append((str(start), rows.filter(pa.array(starts == start))))
    return parts


def _plain_columns(contract: Contract) -> frozenset[str]:
    return _PLAIN | {column.name for column in contract.columns if column.type in ("uuid", "json")}


def _flush(file: _OpenFile) -> None:
    if not file.pending:
        return
    table = pa.concat_tables(file.pending).combine_chunks()
    file.pending, file.pending_rows = [], 0
    file.buffer.write(table)
    file.event_time = _widen(file.event_time, table["event_time"])
    file.received_at = _widen(file.received_at, table["_received_at"])
    for column in file.contract.columns:
        file.nulls[column.name] += table[column.name].null_count


def _widen(ends: tuple[int, int] | None, instants: Any) -> tuple[int, int]:
    found = pc.min_max(instants.cast(pa.int64())).as_py()
    if ends is None:
        return found["min"], found["max"]
    return min(ends[0], found["min"]), max(ends[1], found["max"])
