"""JSON text → the column of a `json` member."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from lakehouse.converted import Converted, Unfit, longest, one_by_one
from lakehouse.exact_json import MAX_DEPTH
from lakehouse.relations import MAX_TEXT_BYTES, Column


def json_texts(values: Sequence[Any], column: Column) -> Converted:
    """Texts (bytes, or null), unless they are too long or nest too deep."""
    array = pa.array(values, pa.string())
    most = longest(array)
    limit = min(column.max_bytes, MAX_TEXT_BYTES)
    if most <= limit and (
        most < MAX_DEPTH or not any(text and too_deep(text, column) for text in values)
    ):
        return Converted(array, {})
    return one_by_one(values, lambda text: _json_text(text, column, limit), pa.string())


def _json_text(text: bytes, column: Column, limit: int) -> bytes:
    if len(text) > limit:
        raise Unfit("too_large", f"at most {limit} bytes of JSON text")
    if too_deep(text, column):
        raise Unfit("too_deep", f"at most {MAX_DEPTH} levels")
    return text


def too_deep(text: bytes, column: Column) -> bool:
    """Whether JSON text at the place of a column nests below the deepest level that is kept."""
    depth = deepest = column.above + len(column.path)
    if text.count(b"[") + text.count(b"{") + depth <= MAX_DEPTH:
        return False
    for mark in re.finditer(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text):
        if mark[0] in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark[0] in b"]}":
            depth -= 1
    return deepest > MAX_DEPTH
