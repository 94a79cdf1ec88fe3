"""What a reason may say: personal data and unknown members by type and length only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson

from lakehouse.relations import Column, Contract

_NAME = re.compile(r"[A-Za-z0-9._:/-]{1,128}", re.ASCII)
_SHOWN_CHARACTERS = 100
_ENVELOPE = frozenset(
    [
        "specversion",
        "id",
        "source",
        "type",
        "time",
        "dataversion",
        "data",
        "datacontenttype",
        "subject",
        "detail",
    ]
)

Steps = Sequence[str | int]


def pointer(contract: Contract | None, steps: Steps) -> str:
    """JSON pointer below the CloudEvent. An undeclared key is `*`: it may be personal."""
    known = _declared(contract) if contract else _ENVELOPE
    return "".join(f"/{step if isinstance(step, int) or step in known else '*'}" for step in steps)


def shown(contract: Contract, steps: Steps, value: Any) -> str:
    """The value at `steps` of the payload, or only what it is if it could be personal."""
    if isinstance(value, dict | list | bytes) or not _is_open(contract, tuple(steps)):
        return measure(value)
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    text = str(value) if number else orjson.dumps(value).decode()
    return text if len(text) <= _SHOWN_CHARACTERS else measure(value)


def measure(value: Any) -> str:
    """Type and length of a value, never the value."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float() | Decimal():
            return "number"
        case str():
            return f"string of {len(value)} characters"
        case bytes():
            return f"JSON text of {len(value)} bytes"
        case list():
            return f"array of {len(value)} items"
        case _:
            return f"object of {len(value)} members"


def name_or_measure(value: Any) -> str:
    """A source, type or version as it came when it looks like a name, else only what it is."""
    return value if isinstance(value, str) and _NAME.fullmatch(value) else measure(value)


def _is_open(contract: Contract, steps: tuple[str | int, ...]) -> bool:
    declared = _declared(contract)
    if any(isinstance(step, str) and step not in declared for step in steps):
        return False
    covering = _covering(contract.columns, steps)
    for table in contract.tables:
        if table.path == steps[: len(table.path)]:
            covering += _covering(table.columns, steps[len(table.path) + 1 :])
    return bool(covering) and not any(c.pii or c.pseudonym_of for c in covering)


def _covering(columns: Sequence[Column], steps: Steps) -> list[Column]:
    return [column for column in columns if column.path == tuple(steps[: len(column.path)])]


@lru_cache(maxsize=1024)
def _declared(contract: Contract) -> frozenset[str]:
    return _ENVELOPE | frozenset(_names(contract.payload_schema))


def _names(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for entry in schema:
            yield from _names(entry)
    elif isinstance(schema, dict):
        properties = schema.get("properties")
        yield from properties if isinstance(properties, dict) else ()
        for entry in schema.values():
            yield from _names(entry)
