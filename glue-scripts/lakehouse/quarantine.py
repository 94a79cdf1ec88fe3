"""Refused records → one Parquet file per task, with raw bytes, place and reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from lakehouse.converted import INSTANT
from lakehouse.parquet import ParquetBuffer
from lakehouse.reasons import UNKNOWN_TYPE, Reason, as_text
from lakehouse.relations import Contract

GROUP_BYTES = 8 << 20
_COLUMNS: list[tuple[str, pa.DataType]] = [
    ("record_id", pa.string()),
    ("type", pa.string()),
    ("event_id", pa.string()),
    ("_batch_id", pa.string()),
    ("_received_at", INSTANT),
    ("raw_key", pa.string()),
    ("_object", pa.int32()),
    ("_line", pa.int64()),
    ("_index", pa.int32()),
    ("contract_version", pa.string()),
    ("reason", pa.string()),
    ("reasons", pa.string()),
    ("raw", pa.binary()),
]
SCHEMA = pa.schema(_COLUMNS)
_PLAIN = frozenset({"record_id", "event_id", "_line", "raw"})


@dataclass(slots=True)
class QuarantineFile:
    """A file that is in S3."""

    key: str
    rows: int
    bytes: int


@dataclass(slots=True)
class Place:
    """Where a record was: object (number, key), line from zero, place in a batch form."""

    key: str
    object: int
    line: int
    index: int


class QuarantineWriter:
    """Collects the refused records of one task."""

    def __init__(self, batch_id: str, key: str, put: Callable[[str, bytes], None]) -> None:
        self._batch_id = batch_id
        self._key = key
        self._put = put
        self._rows: list[tuple[Any, ...]] = []
        self._raw_bytes = 0
        self._buffer: ParquetBuffer | None = None

    def add(
        self,
        place: Place,
        contract: Contract | None,
        event_id: str | None,
        received: int | None,
        reasons: tuple[Reason, ...],
        raw: bytes,
    ) -> None:
        """Keep one record; the first reason names it."""
        self._rows.append(
            (
                f"{place.object}:{place.line}:{place.index}",
                contract.name if contract else UNKNOWN_TYPE,
                event_id,
                self._batch_id,
                received,
                place.key,
                place.object,
                place.line,
                place.index,
                contract.version if contract else None,
                reasons[0].code,
                as_text(reasons),
                raw,
            )
        )
        self._raw_bytes += len(raw)
        if self._raw_bytes >= GROUP_BYTES:
            self._flush()

    def close(self) -> QuarantineFile | None:
        """Put the file, if there is any record."""
        self._flush()
        if self._buffer is None:
            return None
        body = self._buffer.close()
        self._put(self._key, body)
        return QuarantineFile(self._key, self._buffer.rows, len(body))

    def _flush(self) -> None:
        if not self._rows:
            return
        columns = zip(*self._rows, strict=True)
        arrays = [pa.array(c, f.type) for c, f in zip(columns, SCHEMA, strict=True)]
        self._rows, self._raw_bytes = [], 0
        self._buffer = self._buffer or ParquetBuffer(SCHEMA, _PLAIN)
        self._buffer.write(pa.Table.from_arrays(arrays, schema=SCHEMA))
