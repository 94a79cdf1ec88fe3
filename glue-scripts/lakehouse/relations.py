"""What a contract says, as the job needs it: types of events, their tables and columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

import jsonschema_rs

from lakehouse.readings import Reading

Json = dict[str, Any]
Path = tuple[str | int, ...]
LogicalType = Literal[
    "string", "uuid", "timestamp", "date", "integer", "decimal", "double", "boolean", "json"
]
Partition = Literal["hour", "day", "month", "year"]

#: Bytes that Redshift's longest VARCHAR holds.
MAX_TEXT_BYTES = 65_535


class ContractSetInvalid(Exception):
    """The compiled set and this job do not fit together; nothing can be judged."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column and where its value is in the payload (of a child table: in the item)."""

    name: str
    path: Path
    type: LogicalType
    nullable: bool
    max_bytes: int = MAX_TEXT_BYTES
    precision: int = 38
    scale: int = 0
    #: Texts that mean null.
    missing: frozenset[str] = frozenset()
    #: How values are read that are not of the column's type on the wire.
    readings: tuple[Reading, ...] = ()
    pii: str | None = None
    pseudonym_of: str | None = None
    #: Whether the schema lets no text through that is too long, so that none need be measured.
    bounded: bool = False
    #: Levels of the payload around the object that `path` starts from.
    above: int = 0


@dataclass(frozen=True, slots=True)
class Window:
    """Event times that are taken, in microseconds: relative to arrival, or between two instants."""

    earliest: int
    latest: int
    relative: bool


@dataclass(frozen=True, slots=True)
class Envelope:
    """What an event is wrapped in, and where its id and time come from.

    `id_columns` and `time_columns` are indexes of columns, of which the first with a value counts.
    """

    form: Literal["cloudevents", "plain", "lines"] = "cloudevents"
    id: Literal["producer", "position", "content", "columns"] = "producer"
    id_columns: tuple[int, ...] = ()
    time_columns: tuple[int, ...] = ()
    lines: re.Pattern[str] | None = None
    #: Whether the id is the CloudEvent's own.
    id_is_sent: bool = True


@dataclass(frozen=True, slots=True)
class Level:
    """An object (or array) inside the payload whose members become columns."""

    parent: int
    key: str | int
    path: Path
    known: frozenset[str] | None


class Layout(NamedTuple):
    """The levels to walk, parents first, and of each column and array its level and key there."""

    levels: tuple[Level, ...]
    columns: tuple[tuple[int, str | int], ...]
    arrays: tuple[tuple[int, str | int], ...]


@dataclass(frozen=True, eq=False)
class Relation:
    """A table that the job writes: one row per object of `payload_schema`."""

    #: Name of the type of events, and of its child table when the rows are items of an array.
    name: str
    child: str | None
    table: str
    partition: Partition
    payload_schema: Json
    columns: tuple[Column, ...]
    #: Arrays whose items are rows of child tables.
    arrays: tuple[Path, ...]

    @cached_property
    def layout(self) -> Layout:
        """Where columns and arrays are in an object."""
        levels = [Level(-1, "", (), self._known(()))]
        number: dict[Path, int] = {(): 0}
        for place in (*(column.path for column in self.columns), *self.arrays):
            for depth in range(1, len(place)):
                path = place[:depth]
                if path not in number:
                    number[path] = len(levels)
                    levels.append(Level(number[path[:-1]], path[-1], path, self._known(path)))
        return Layout(
            tuple(levels),
            tuple((number[c.path[:-1]], c.path[-1]) for c in self.columns),
            tuple((number[path[:-1]], path[-1]) for path in self.arrays),
        )

    def _known(self, path: Path) -> frozenset[str] | None:
        """Declared members of the object at `path`; None for an array."""
        schema = schema_at(self.payload_schema, path)
        kinds = schema.get("type")
        if "array" in (kinds if isinstance(kinds, list) else [kinds]):
            if schema["maxItems"] > len(schema["prefixItems"]):
                raise KeyError(f"items of {path} beyond its columns")
            return None
        return frozenset(schema["properties"])


@dataclass(frozen=True, eq=False)
class ChildTable(Relation):
    """The items of the array at `path` of a payload; columns' paths are relative to the item."""

    path: Path

    @property
    def above(self) -> int:
        """Levels of the payload around an item."""
        return len(self.path) + 1

    @property
    def bare(self) -> bool:
        """Whether items are values and not objects: they are the one column."""
        return any(not column.path for column in self.columns)


@dataclass(frozen=True, eq=False)
class Contract(Relation):
    """One major version of one event type."""

    service: str
    source: str
    type: str
    major: int
    version: str
    window: Window
    envelope: Envelope
    assertions: tuple[tuple[str, str], ...]
    tables: tuple[ChildTable, ...]

    @cached_property
    def validator(self) -> Any:
        """The payload's validator, compiled once per process."""
        return jsonschema_rs.Draft202012Validator(self.payload_schema)


def schema_at(schema: Json, path: Path) -> Json:
    """The schema of the member at `path`. Raises ContractSetInvalid when there is none."""
    try:
        for step in path:
            inner = schema["prefixItems"] if isinstance(step, int) else schema["properties"]
            schema = inner[step]
    except (KeyError, IndexError) as error:
        raise ContractSetInvalid(f"{list(path)} is not in the payload's schema") from error
    return schema
