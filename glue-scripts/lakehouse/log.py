"""What the job says while it runs: one JSON object a line, counts and names only, never a value."""

from __future__ import annotations

import sys
from typing import Any

import orjson


def log(message: str, **facts: Any) -> None:
    """Write one line to standard output."""
    sys.stdout.write(orjson.dumps({"message": message, **facts}).decode() + "\n")
    sys.stdout.flush()
