"""Settled rows → Parquet files per table and partition of event time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lakehouse.curated_schema import plain_columns, schema_of
from lakehouse.parquet import ParquetBuffer
from lakehouse.relations import Partition, Relation

GROUP_ROWS = 40_000
#: Rows of a table that are divided among partitions at once: dividing costs per table, not per row.
_DIVIDE_ROWS = 4_000
_PUTS_AT_ONCE = 8
_UNITS = {"hour": "h", "day": "D", "month": "M", "year": "Y"}


@dataclass(slots=True)
class WrittenFile:
    """A file that is in S3, and what it holds. Times in microseconds."""

    type: str
    child: str | None
    key: str
    rows: int
    bytes: int
    event_time: tuple[int, int]
    received_at: tuple[int, int]
    nulls: dict[str, int]


class _Waiting:
    """Tables that wait to be handled together."""

    def __init__(self) -> None:
        self.tables: list[pa.Table] = []
        self.rows = 0

    def add(self, table: pa.Table) -> int:
        """Add a table; returns how many rows wait."""
        self.tables.append(table)
        self.rows += table.num_rows
        return self.rows

    def take(self) -> pa.Table:
        """All that waits, as one table; there must be some."""
        table = pa.concat_tables(self.tables).combine_chunks()
        self.tables, self.rows = [], 0
        return table


@dataclass(slots=True)
class _OpenFile:
    relation: Relation
    buffer: ParquetBuffer
    waiting: _Waiting = field(default_factory=_Waiting)
    event_time: tuple[int, int] | None = None
    received_at: tuple[int, int] | None = None
    nulls: Counter[str] = field(default_factory=Counter)


class CuratedWriter:
    """Collects rows of all tables of one task; `close` puts the files and says what they hold."""

    def __init__(self, directory: str, file_name: str, put: Callable[[str, bytes], None]) -> None:
        """`directory` is `batch=<id>/attempt=<n>-<job run>`; `put` takes key and body."""
        self._place = f"{directory}/{file_name}.parquet"
        self._put = put
        self._open: dict[tuple[Relation, str], _OpenFile] = {}
        self._undivided: dict[Relation, _Waiting] = defaultdict(_Waiting)

    def add(self, relation: Relation, rows: pa.Table) -> None:
        """Add rows, in order."""
        if rows.num_rows and self._undivided[relation].add(rows) >= _DIVIDE_ROWS:
            self._divide(relation)

    def _divide(self, relation: Relation) -> None:
        for name, part in partitions(self._undivided.pop(relation).take(), relation.partition):
            file = self._open.get((relation, name))
            if file is None:
                buffer = ParquetBuffer(schema_of(relation), plain_columns(relation))
                file = self._open[relation, name] = _OpenFile(relation, buffer)
            if file.waiting.add(part) >= GROUP_ROWS:
                _flush(file)

    def close(self) -> list[WrittenFile]:
        """Put every file; returns what was written."""
        for relation in list(self._undivided):
            self._divide(relation)
        closing = sorted(self._open.items(), key=lambda item: (item[0][0].table, item[0][1]))
        self._open = {}
        with ThreadPoolExecutor(_PUTS_AT_ONCE) as threads:
            return list(threads.map(lambda item: self._write(item[0][1], item[1]), closing))

    def _write(self, partition: str, file: _OpenFile) -> WrittenFile:
        _flush(file)
        body = file.buffer.close()
        key = f"{file.relation.table}/event_date={partition}/{self._place}"
        self._put(key, body)
        assert file.event_time is not None, "a file is opened for at least one row"
        assert file.received_at is not None
        return WrittenFile(
            file.relation.name,
            file.relation.child,
            key,
            file.buffer.rows,
            len(body),
            file.event_time,
            file.received_at,
            dict(file.nulls),
        )


def partitions(rows: pa.Table, by: Partition) -> list[tuple[str, pa.Table]]:
    """The rows (some) of each partition in their order, under the partition's text (UTC)."""
    instants = rows["event_time"].cast(pa.int64()).to_numpy().astype("datetime64[us]")
    starts = instants.astype(f"datetime64[{_UNITS[by]}]")
    if starts.min() == starts.max():
        return [(str(starts[0]), rows)]
    parts = []
    for start in np.unique(starts):
        parts.append((str(start), rows.filter(pa.array(starts == start))))
    return parts


def _flush(file: _OpenFile) -> None:
    if not file.waiting.rows:
        return
    table = file.waiting.take()
    file.buffer.write(table)
    file.event_time = _widen(file.event_time, table["event_time"])
    file.received_at = _widen(file.received_at, table["_received_at"])
    for column in file.relation.columns:
        file.nulls[column.name] += table[column.name].null_count


def _widen(ends: tuple[int, int] | None, instants: Any) -> tuple[int, int]:
    found = pc.min_max(instants.cast(pa.int64()))
    earliest, latest = found["min"].as_py(), found["max"].as_py()
    if ends is None:
        return earliest, latest
    return min(ends[0], earliest), max(ends[1], latest)
