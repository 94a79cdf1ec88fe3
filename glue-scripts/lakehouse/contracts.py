"""The compiled contract set, as the job needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any, Literal

import jsonschema_rs
import orjson

from lakehouse.instants import parse_instant

Json = dict[str, Any]
Path = tuple[str | int, ...]
LogicalType = Literal[
    "string", "uuid", "timestamp", "date", "integer", "decimal", "double", "boolean", "json"
]
Partition = Literal["hour", "day", "month", "year"]

#: Bytes that Redshift's longest VARCHAR holds.
MAX_TEXT_BYTES = 65_535
#: Microseconds per unit of `parse: {epoch: unit}`.
EPOCH_UNITS = {"seconds": 1_000_000, "milliseconds": 1_000, "microseconds": 1}

_REMEMBERED = 10_000


class ContractSetInvalid(Exception):
    """The compiled set and this job do not fit together; nothing can be judged."""


@dataclass(frozen=True, slots=True)
class Column:
    """One payload column and where its value is in the payload."""

    name: str
    path: Path
    type: LogicalType
    nullable: bool
    max_bytes: int = MAX_TEXT_BYTES
    precision: int = 38
    scale: int = 0
    epoch_unit: int | None = None
    pii: str | None = None
    pseudonym_of: str | None = None
    #: Whether the schema lets no text through that is too long, so that none need be measured.
    bounded: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Event times that are taken, in microseconds: relative to arrival, or between two instants."""

    earliest: int
    latest: int
    relative: bool


@dataclass(frozen=True, slots=True)
class Level:
    """An object (or array) inside the payload whose members become columns."""

    parent: int
    key: str | int
    path: Path
    known: frozenset[str] | None


@dataclass(frozen=True, eq=False)
class Contract:
    """One major version of one event type."""

    name: str
    source: str
    type: str
    major: int
    version: str
    table: str
    window: Window
    partition: Partition
    payload_schema: Json
    columns: tuple[Column, ...]
    assertions: tuple[tuple[str, str], ...]

    @cached_property
    def validator(self) -> Any:
        """The payload's validator, compiled once per process."""
        return jsonschema_rs.Draft202012Validator(self.payload_schema)

    @cached_property
    def layout(self) -> tuple[tuple[Level, ...], tuple[tuple[int, str | int], ...]]:
        """The levels to walk, parents first, and per column its level and key there."""
        levels = [Level(-1, "", (), self._known(()))]
        number: dict[Path, int] = {(): 0}
        for column in self.columns:
            for depth in range(1, len(column.path)):
                path = column.path[:depth]
                if path not in number:
                    number[path] = len(levels)
                    levels.append(Level(number[path[:-1]], path[-1], path, self._known(path)))
        return tuple(levels), tuple((number[c.path[:-1]], c.path[-1]) for c in self.columns)

    def _known(self, path: Path) -> frozenset[str] | None:
        """Declared members of the object at `path`; None for an array."""
        schema = _schema_at(self.payload_schema, path)
        kinds = schema.get("type")
        if "array" in (kinds if isinstance(kinds, list) else [kinds]):
            if schema["maxItems"] > len(schema["prefixItems"]):
                raise KeyError(f"items of {path} beyond its columns")
            return None
        return frozenset(schema["properties"])


class ContractSet:
    """Every contract, found by what an event says of itself."""

    def __init__(self, contracts: Iterable[Contract]) -> None:
        self.contracts = tuple(contracts)
        self._found = {(c.source, c.type, str(c.major)): c for c in self.contracts}
        self._claims: dict[tuple[object, object, object], Contract] = {}

    def find(self, source: object, kind: object, version: object) -> Contract | None:
        """The contract of an event's source, type and major version."""
        claim = (source, kind, version)
        try:
            return self._claims[claim]
        except (KeyError, TypeError):
            pass
        if not (isinstance(source, str) and isinstance(kind, str) and isinstance(version, str)):
            return None
        contract = self._found.get((source, kind, version.partition(".")[0]))
        if contract is not None and len(self._claims) < _REMEMBERED:
            self._claims[claim] = contract
        return contract


def read_contract_set(text: bytes) -> ContractSet:
    """Read contract-set.json. Raises ContractSetInvalid with what does not fit."""
    document = orjson.loads(text)
    if document.get("format") != 1:
        raise ContractSetInvalid(
            f"contract set of format {document.get('format')}; this job reads 1"
        )
    return ContractSet(_contract(entry) for entry in document["types"])


def _contract(entry: Json) -> Contract:
    contract = Contract(
        name=entry["name"],
        source=entry["source"],
        type=entry["type"],
        major=entry["major"],
        version=entry["version"],
        table=f"{entry['table']['schema']}/{entry['table']['name']}",
        window=_window(entry["event_time"]),
        partition=entry["partition"],
        payload_schema=entry["payload_schema"],
        columns=tuple(_column(column, entry["payload_schema"]) for column in entry["columns"]),
        assertions=tuple((a["name"], a["sql"]) for a in entry.get("assertions", ())),
    )
    try:
        _ = contract.layout
    except (KeyError, IndexError, TypeError) as error:
        raise ContractSetInvalid(
            f"{contract.name}: a column is not in its schema: {error}"
        ) from error
    return contract


def _column(entry: Mapping[str, Any], payload_schema: Json) -> Column:
    unit = None
    for reading in entry.get("parse", ()):
        if reading["kind"] != "epoch" or reading["unit"] not in EPOCH_UNITS:
            raise ContractSetInvalid(f"column {entry['name']}: unknown reading {reading}")
        unit = reading["unit"]
    path: Sequence[str | int] = entry["path"]
    max_bytes = entry.get("max_bytes", 36 if entry["type"] == "uuid" else MAX_TEXT_BYTES)
    return Column(
        name=entry["name"],
        path=tuple(path),
        type=entry["type"],
        nullable=entry["nullable"],
        max_bytes=max_bytes,
        precision=entry.get("precision", 38),
        scale=entry.get("scale", 0),
        epoch_unit=None if unit is None else EPOCH_UNITS[unit],
        pii=entry.get("pii"),
        pseudonym_of=entry.get("pseudonym_of"),
        bounded=_most_bytes(_schema_at(payload_schema, tuple(path))) <= max_bytes,
    )


def _most_bytes(schema: Json) -> float:
    """Bytes of the longest text that a schema lets through."""
    listed = [value for value in schema.get("enum", ()) if isinstance(value, str)]
    if "enum" in schema:
        return max((len(value.encode()) for value in listed), default=0)
    return 4 * schema["maxLength"] if "maxLength" in schema else inf


def _schema_at(schema: Json, path: Path) -> Json:
    """The schema of the member at `path`. Raises ContractSetInvalid when there is none."""
    try:
        for step in path:
            inner = schema["prefixItems"] if isinstance(step, int) else schema["properties"]
            schema = inner[step]
    except (KeyError, IndexError) as error:
        raise ContractSetInvalid(f"{list(path)} is not in the payload's schema") from error
    return schema


def _window(entry: Mapping[str, Any]) -> Window:
    if "from" in entry:
        earliest, latest = parse_instant(entry["from"]), parse_instant(entry["to"])
        if earliest is None or latest is None:
            raise ContractSetInvalid(f"event_time {dict(entry)} is not two instants")
        return Window(earliest, latest, relative=False)
    seconds = 1_000_000
    return Window(
        -entry["lateness_seconds"] * seconds, entry["future_seconds"] * seconds, relative=True
    )
