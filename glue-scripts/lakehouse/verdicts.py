"""The last step of judging, whatever a payload came in: its schema, its parts, its id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lakehouse.canonical import payload_digest
from lakehouse.disclosure import measure, pointer
from lakehouse.exact_json import as_doubles
from lakehouse.members import take_apart
from lakehouse.reasons import Reason
from lakehouse.relations import Contract, Json
from lakehouse.schema_reasons import schema_reasons

MAX_ID_BYTES = 256
POSITION = re.compile("[0-9a-f]{64}#[0-9]+")


@dataclass(slots=True)
class Taken:
    """An event that keeps its schema, taken apart.

    `time` is still text, or None when columns have it; `received` in microseconds; `values` in the
    order of the columns as they came (json: its text), `rest` the text of members that no column
    was declared for, `arrays` the items of each child table, or None.
    """

    index: int
    contract: Contract
    id: str
    time: str | None
    received: int
    digest: bytes
    values: tuple[Any, ...]
    rest: bytes | None
    arrays: tuple[Any, ...]


@dataclass(slots=True)
class Refused:
    """An event, or a line whose events cannot be told apart (no `contract`), with reasons."""

    index: int
    contract: Contract | None
    id: str | None
    received: int | None
    reasons: tuple[Reason, ...]


def judge_payload(
    index: int,
    contract: Contract,
    identity: str | None,
    time: str | None,
    received: int,
    payload: Json,
    slowly_read: bool,
) -> Taken | Refused:
    """Judge a payload; `identity` is the id that the event came with, if its contract reads it."""
    checked = as_doubles(payload) if slowly_read else payload
    if not contract.validator.is_valid(checked):
        return Refused(index, contract, identity, received, schema_reasons(contract, checked))
    digest = payload_digest(payload, slowly_read)
    values, rest, arrays = take_apart(contract, payload)
    if identity is None:
        found = _id_in_columns(contract, values) if contract.envelope.id_columns else digest.hex()
        if isinstance(found, Reason):
            return Refused(index, contract, None, received, (found,))
        identity = found
    return Taken(index, contract, identity, time, received, digest, values, rest, arrays)


def is_id(identity: Any) -> bool:
    """Whether it is text of 1 to 256 bytes."""
    return (
        identity.__class__ is str
        and 0 < len(identity) <= MAX_ID_BYTES
        and (identity.isascii() or _utf8_length(identity) <= MAX_ID_BYTES)
    )


def _utf8_length(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _id_in_columns(contract: Contract, values: tuple[Any, ...]) -> str | Reason:
    """The first value among the columns of the id, as text."""
    columns = [contract.columns[place] for place in contract.envelope.id_columns]
    for place, column in zip(contract.envelope.id_columns, columns, strict=True):
        value = values[place]
        if value is None or (isinstance(value, str) and value in column.missing):
            continue
        text = value if isinstance(value, str) else _decimal_text(value)
        if is_id(text):
            return text
        path = pointer(contract, ("data", *column.path))
        return Reason("envelope", path, f"an id, text of 1 to {MAX_ID_BYTES} bytes", measure(value))
    names = " or ".join(column.name for column in columns)
    return Reason("envelope", "/data", f"an id in {names}", "null")


def _decimal_text(value: Any) -> str:
    """A number's digits without an exponent; 5 and 5.0 are one."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return ""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact or not -400 < exact.adjusted() < 400:
        return "" if exact else "0"
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
