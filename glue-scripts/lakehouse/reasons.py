"""Why a record was quarantined: the closed list of codes, and what a reason says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import orjson

Code = Literal[
    "malformed_json",
    "envelope",
    "unknown_contract",
    "schema",
    "parse",
    "assertion",
    "encoding",
    "number_range",
    "duplicate_key",
    "too_large",
    "too_deep",
    "time_out_of_range",
    "id_collision",
    "corrupt_object",
    "load_rejected",
]

#: Type name of what no contract could be found for.
UNKNOWN_TYPE = "_unknown"


class Reason(NamedTuple):
    """One reason. `path` is a JSON pointer below the CloudEvent; `got` holds no personal data."""

    code: Code
    path: str = ""
    expected: str = ""
    got: str = ""


def as_text(reasons: Sequence[Reason]) -> str:
    """The reasons as a JSON array of objects."""
    return orjson.dumps([reason._asdict() for reason in reasons]).decode()
