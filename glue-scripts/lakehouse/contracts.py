"""The compiled contract set: contract-set.json → contracts, found by what an event says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import inf
from typing import Any, TypeVar

import orjson

from lakehouse.instants import parse_instant
from lakehouse.line_patterns import compile_line_pattern
from lakehouse.readings import LocalTime, ReadingInvalid, ZoneByRow, Zones, read_readings
from lakehouse.relations import (
    MAX_TEXT_BYTES,
    ChildTable,
    Column,
    Contract,
    ContractSetInvalid,
    Envelope,
    Json,
    Path,
    Relation,
    Window,
    schema_at,
)

__all__ = ["Column", "Contract", "ContractSet", "ContractSetInvalid", "read_contract_set"]

_REMEMBERED = 10_000
_AnyRelation = TypeVar("_AnyRelation", bound=Relation)


class ContractSet:
    """Every contract, found by what an event says of itself, or by what its line is."""

    def __init__(self, contracts: Iterable[Contract]) -> None:
        self.contracts = tuple(contracts)
        events = [c for c in self.contracts if c.envelope.form == "cloudevents"]
        self._found = {(c.source, c.type, str(c.major)): c for c in events}
        self._claims: dict[tuple[object, object, object], Contract] = {}
        #: By source and type: contracts whose payload is the EventBridge event's detail.
        self.plain = self._only("plain", lambda contract: (contract.source, contract.type))
        #: By service: contracts of lines that are text.
        self.lines = self._only("lines", lambda contract: contract.service)

    def find(self, source: object, kind: object, version: object) -> Contract | None:
        """The contract of a CloudEvent's source, type and major version."""
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

    def _only(self, form: str, key_of: Any) -> dict[Any, Contract]:
        found: dict[Any, Contract] = {}
        for contract in self.contracts:
            if contract.envelope.form != form:
                continue
            first = found.setdefault(key_of(contract), contract)
            if first is not contract:
                raise ContractSetInvalid(f"{first.name} and {contract.name}: one {form} contract")
        return found


def read_contract_set(text: bytes) -> ContractSet:
    """Read contract-set.json. Raises ContractSetInvalid with what does not fit."""
    document = orjson.loads(text)
    if document.get("format") != 1:
        raise ContractSetInvalid(
            f"contract set of format {document.get('format')}; this job reads 1"
        )
    zones = _zones(document.get("references", {}))
    return ContractSet(_contract(entry, zones) for entry in document["types"])


def _zones(references: Mapping[str, Any]) -> Zones:
    """Reference tables that have a column `zone`, as key → zone; the first column is the key."""
    zones: dict[str, Mapping[str, str]] = {}
    for name, table in references.items():
        columns: list[str] = table["columns"]
        if "zone" in columns:
            zone = columns.index("zone")
            zones[name] = {row[0]: row[zone] for row in table["rows"]}
    return zones


def _contract(entry: Json, zones: Zones) -> Contract:
    schema: Json = entry["payload_schema"]
    tables = tuple(_child_table(table, entry, zones) for table in entry.get("tables", ()))
    columns = _columns(entry["columns"], schema, zones)
    return _laid_out(
        Contract(
            name=entry["name"],
            child=None,
            table=f"{entry['table']['schema']}/{entry['table']['name']}",
            partition=entry["partition"],
            payload_schema=schema,
            columns=columns,
            arrays=tuple(table.path for table in tables),
            service=entry["service"],
            source=entry["source"],
            type=entry["type"],
            major=entry["major"],
            version=entry["version"],
            window=_window(entry["event_time"]),
            envelope=_envelope(entry.get("envelope", {}), entry["name"], columns),
            assertions=tuple((a["name"], a["sql"]) for a in entry.get("assertions", ())),
            tables=tables,
        )
    )


def _child_table(table: Json, entry: Json, zones: Zones) -> ChildTable:
    path: Path = tuple(table["path"])
    items: Json = schema_at(entry["payload_schema"], path).get("items", {})
    child = ChildTable(
        name=entry["name"],
        child=table["name"],
        table=f"{table['table']['schema']}/{table['table']['name']}",
        partition=entry["partition"],
        payload_schema=items,
        columns=tuple(
            replace(column, above=len(path) + 1)
            for column in _columns(table["columns"], items, zones)
        ),
        arrays=(),
        path=path,
    )
    return child if child.bare else _laid_out(child)


def _laid_out(relation: _AnyRelation) -> _AnyRelation:
    try:
        _ = relation.layout
    except (KeyError, IndexError, TypeError) as error:
        raise ContractSetInvalid(
            f"{relation.name}: a column is not in its schema: {error}"
        ) from error
    return relation


def _envelope(entry: Json, name: str, columns: Sequence[Column]) -> Envelope:
    form, identity = entry.get("form", "cloudevents"), entry.get("id", "producer")
    lines: str | None = entry.get("lines")
    place = {column.name: number for number, column in enumerate(columns)}
    try:
        id_columns = tuple(place[c] for c in identity) if isinstance(identity, list) else ()
        time_columns = tuple(place[c] for c in entry.get("time", ()))
    except KeyError as error:
        raise ContractSetInvalid(f"{name}: envelope: there is no column {error}") from error
    kind: Any = "columns" if id_columns else identity
    borne = {
        "cloudevents": ("producer", "position", "content", "columns"),
        "plain": ("content", "columns"),
        "lines": ("position", "content", "columns"),
    }
    if kind not in borne.get(form, ()) or (form == "lines") != (lines is not None):
        raise ContractSetInvalid(f"{name}: envelope {form} with id {kind} is unknown to this job")
    if any(columns[c].type not in ("timestamp", "date") for c in time_columns) or (
        form != "cloudevents" and not time_columns
    ):
        raise ContractSetInvalid(f"{name}: envelope {form} needs columns that are times")
    return Envelope(
        form=form,
        id=kind,
        id_columns=id_columns,
        time_columns=time_columns,
        lines=None if lines is None else _lines(lines),
        id_is_sent=form == "cloudevents" and kind in ("producer", "position"),
    )


def _lines(pattern: str) -> re.Pattern[str]:
    try:
        return compile_line_pattern(pattern)
    except re.error as error:
        raise ContractSetInvalid(f"pattern of lines {pattern}: {error}") from error


def _columns(entries: Iterable[Json], schema: Json, zones: Zones) -> tuple[Column, ...]:
    listed = list(entries)
    missing = {entry["name"]: entry.get("missing", ()) for entry in listed}
    columns = tuple(
        _column(entry, missing.get(entry.get("pseudonym_of"), ()), schema, zones)
        for entry in listed
    )
    for column in columns:
        for reading in column.readings:
            zone = reading.zone if isinstance(reading, LocalTime) else None
            if isinstance(zone, ZoneByRow) and zone.by not in missing:
                raise ContractSetInvalid(f"column {column.name}: there is no column {zone.by}")
    return columns


def _column(entry: Json, missing: Iterable[str], schema: Json, zones: Zones) -> Column:
    path: Path = tuple(entry["path"])
    max_bytes = entry.get("max_bytes", 36 if entry["type"] == "uuid" else MAX_TEXT_BYTES)
    try:
        readings = read_readings(entry.get("parse"), entry["type"], zones)
    except (ReadingInvalid, KeyError) as error:
        raise ContractSetInvalid(f"column {entry['name']}: {error}") from error
    return Column(
        name=entry["name"],
        path=path,
        type=entry["type"],
        nullable=entry["nullable"],
        max_bytes=max_bytes,
        precision=entry.get("precision", 38),
        scale=entry.get("scale", 0),
        missing=frozenset(entry.get("missing", missing)),
        readings=readings,
        pii=entry.get("pii"),
        pseudonym_of=entry.get("pseudonym_of"),
        bounded=_most_bytes(schema_at(schema, path)) <= max_bytes,
    )


def _most_bytes(schema: Json) -> float:
    """Bytes of the longest text that a schema lets through."""
    if "enum" in schema:
        listed = [value for value in schema["enum"] if isinstance(value, str)]
        return max((len(value.encode()) for value in listed), default=0)
    for keyword in ("anyOf", "oneOf"):
        if keyword in schema:
            return max(map(_most_bytes, schema[keyword]), default=inf)
    if isinstance(schema.get("const"), str):
        return len(schema["const"].encode())
    kinds = schema.get("type", "string")
    if "string" not in (kinds if isinstance(kinds, list) else [kinds]):
        return 0
    return 4 * schema["maxLength"] if "maxLength" in schema else inf


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
