"""Refused records → a Parquet file per task, with raw bytes, place and reasons.

A second file has the same rows without the raw bytes: what may be seen by people who may not see
the data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
import pyarrow as pa

from lakehouse.converted import INSTANT
from lakehouse.parquet import ParquetBuffer
from lakehouse.reasons import UNKNOWN_TYPE, Reason, as_text
from lakehouse.relations import Contract

GROUP_BYTES = 8 << 20
#: What the metadata say is cut to, so that each text fits a column of a warehouse whatever its
#: characters: 65,535 bytes.
MAX_ID_CHARACTERS = 256
MAX_REASONS_CHARACTERS = 10_000
MAX_PART_CHARACTERS = 200
#: Folder of the files without raw bytes.
METADATA = "metadata"
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
METADATA_SCHEMA = pa.schema(_COLUMNS[:-1])
_PLAIN = frozenset({"record_id", "event_id", "_line", "raw"})


@dataclass(slots=True)
class QuarantineFile:
    """A file that is in S3."""

    key: str
    rows: int
    bytes: int


class QuarantineFiles(NamedTuple):
    """The two files of a task: its records, and what is told of them."""

    records: QuarantineFile
    metadata: QuarantineFile


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
        """`key` is the key of the records; the metadata's is below `metadata/`."""
        self._batch_id = batch_id
        self._key = key
        self._put = put
        self._rows: list[tuple[Any, ...]] = []
        self._raw_bytes = 0
        self._records: ParquetBuffer | None = None
        self._metadata = ParquetBuffer(METADATA_SCHEMA, _PLAIN)

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

    def close(self) -> QuarantineFiles | None:
        """Put the files, if there is any record."""
        self._flush()
        if self._records is None:
            return None
        metadata = self._write(f"{METADATA}/{self._key}", self._metadata)
        return QuarantineFiles(self._write(self._key, self._records), metadata)

    def _write(self, key: str, buffer: ParquetBuffer) -> QuarantineFile:
        body = buffer.close()
        self._put(key, body)
        return QuarantineFile(key, buffer.rows, len(body))

    def _flush(self) -> None:
        if not self._rows:
            return
        columns = zip(*self._rows, strict=True)
        arrays = [pa.array(c, f.type) for c, f in zip(columns, SCHEMA, strict=True)]
        self._rows, self._raw_bytes = [], 0
        table = pa.Table.from_arrays(arrays, schema=SCHEMA)
        self._records = self._records or ParquetBuffer(SCHEMA, _PLAIN)
        self._records.write(table)
        self._metadata.write(_told(table))


def _told(table: pa.Table) -> pa.Table:
    """The rows without raw bytes, as columns of a warehouse can hold them."""
    told = table.select(METADATA_SCHEMA.names)
    for name, cut in (("event_id", _id), ("reasons", _reasons)):
        texts = [None if text is None else cut(text) for text in told.column(name).to_pylist()]
        place = told.schema.get_field_index(name)
        told = told.set_column(place, told.schema.field(name), pa.array(texts, pa.string()))
    return told


def _id(text: str) -> str:
    """An id that was refused may hold anything."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")[:MAX_ID_CHARACTERS]


def _reasons(text: str) -> str:
    """Paths name members that a sender chose, of any length."""
    if len(text) <= MAX_REASONS_CHARACTERS:
        return text
    reasons = [Reason(**reason) for reason in orjson.loads(text)]
    return as_text(
        [Reason(r.code, *(part[:MAX_PART_CHARACTERS] for part in r[1:])) for r in reasons]
    )
