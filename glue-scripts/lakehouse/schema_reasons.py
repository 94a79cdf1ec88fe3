"""The validator's errors as reasons. Asked for bad events only: this is the slow way."""

from __future__ import annotations

from itertools import islice
from typing import Any

import orjson

from lakehouse.disclosure import pointer, shown
from lakehouse.reasons import Code, Reason
from lakehouse.relations import MAX_TEXT_BYTES, Contract

MAX_REASONS = 10
#: Looked through for a code that tells more than `schema`.
_MAX_ERRORS = 1000
_SAFE_INTEGER = (1 << 53) - 1
_EXPECTED_CHARACTERS = 200


def schema_reasons(contract: Contract, payload: Any) -> tuple[Reason, ...]:
    """At most ten reasons, in the validator's order; those of a more telling code come first."""
    try:
        errors = list(islice(contract.validator.iter_errors(payload), _MAX_ERRORS))
    except ValueError:
        return (Reason("too_deep", "/data", "fewer levels", "more than can be judged"),)
    reasons = [_reason(contract, error) for error in errors]
    return tuple(sorted(reasons, key=lambda reason: reason.code == "schema")[:MAX_REASONS])


def _reason(contract: Contract, error: Any) -> Reason:
    steps = list(error.instance_path)
    keyword = str(error.schema_path[-1]) if error.schema_path else "schema"
    instance = error.instance
    if keyword == "required":
        steps.append(error.kind.property)
        return Reason("schema", pointer(contract, ["data", *steps]), "a value", "nothing")
    wanted = orjson.dumps(_at(contract.payload_schema, error.schema_path), default=str).decode()
    expected = f"{keyword} {wanted}"[:_EXPECTED_CHARACTERS]
    path = pointer(contract, ["data", *steps])
    return Reason(_code(keyword, instance), path, expected, shown(contract, steps, instance))


def _code(keyword: str, instance: Any) -> Code:
    if keyword == "maxLength" and len(str(instance).encode()) > MAX_TEXT_BYTES:
        return "too_large"
    if keyword in ("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum"):
        whole = isinstance(instance, int) or float(instance).is_integer()
        if whole and abs(instance) > _SAFE_INTEGER:
            return "number_range"
    return "schema"


def _at(schema: Any, path: Any) -> Any:
    for step in path:
        schema = schema[step]
    return schema
