"""The columns of curated files, in file order: technical ones, then those of the payload."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from lakehouse.conversions import arrow_type
from lakehouse.converted import INSTANT
from lakehouse.relations import Relation

TECHNICAL: tuple[tuple[str, pa.DataType], ...] = (
    ("event_id", pa.string()),
    ("event_time", INSTANT),
    ("_received_at", INSTANT),
    ("_batch_id", pa.string()),
    ("_object", pa.int32()),
    ("_line", pa.int64()),
    ("_index", pa.int32()),
    ("_contract_version", pa.string()),
    ("_payload_hash", pa.string()),
    ("_rest", pa.string()),
)
#: Columns that an item's row has from its event.
OF_EVENT = tuple(name for name, _ in TECHNICAL[:7])
#: The technical columns of child tables.
CHILD_TECHNICAL = (*TECHNICAL[:7], ("_position", pa.int32()), TECHNICAL[-1])

#: Technical columns that hardly ever repeat a value.
_DISTINCT = frozenset({"event_id", "event_time", "_line", "_payload_hash"})


@cache
def schema_of(relation: Relation) -> pa.Schema:
    """The columns of a relation's files."""
    technical = CHILD_TECHNICAL if relation.child else TECHNICAL
    return pa.schema([*technical, *((c.name, arrow_type(c)) for c in relation.columns)])


def plain_columns(relation: Relation) -> frozenset[str]:
    """Columns that get no dictionary."""
    distinct = frozenset() if relation.child else _DISTINCT
    return distinct | {c.name for c in relation.columns if c.type in ("uuid", "json")}
