"""Values of a relation's columns → arrays; what does not fit is told row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from lakehouse.conversions import convert, without_missing
from lakehouse.converted import Unfit
from lakehouse.relations import Column, Relation

Pseudonymiser = Callable[[Any], str | None]
#: Told of a value that does not fit: its row, its column, the value, and what is wrong.
Complaint = Callable[[int, Column, Any, Unfit], None]


def payload_columns(
    relation: Relation,
    values: Iterable[Sequence[Any]],
    pseudonym: Pseudonymiser,
    complain: Complaint,
) -> list[pa.Array[Any]]:
    """An array per column of the relation, from its values as they came."""
    names = [column.name for column in relation.columns]
    by_name = dict(zip(names, values, strict=True))
    arrays: list[pa.Array[Any]] = []
    for column in relation.columns:
        sent = by_name[column.name]
        if column.pseudonym_of is not None:
            named = without_missing(sent, column.missing) if column.missing else sent
            arrays.append(pa.array(list(map(pseudonym, named)), pa.string()))
            continue
        array, unfit = convert(sent, column, by_name.__getitem__)
        if not column.nullable and array.null_count > len(unfit):
            absent = set(np.flatnonzero(np.asarray(array.is_null())).tolist()) - unfit.keys()
            unfit = unfit | {row: Unfit("parse", "a value") for row in sorted(absent)}
        for row, fault in unfit.items():
            complain(row, column, sent[row], fault)
        arrays.append(array)
    return arrays


def rest_column(
    texts: Sequence[bytes | None], complain: Complaint, above: int = 0
) -> pa.Array[Any]:
    """The texts of members without a column, of objects with so many levels above them."""
    rest = Column("_rest", (), "json", nullable=True, above=above)
    array, unfit = convert(texts, rest)
    for row, fault in unfit.items():
        told = Unfit(fault.code, f"members without a column: {fault.expected}")
        complain(row, rest, texts[row], told)
    return array
