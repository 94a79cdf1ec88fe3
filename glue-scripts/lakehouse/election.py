"""The first complete attempt of a batch is elected, whoever finished it."""

from __future__ import annotations

from typing import Any

import orjson

from lakehouse.report import as_json
from lakehouse.s3 import ObjectStore


def elect(store: ObjectStore, batches_bucket: str, report: dict[str, Any]) -> dict[str, Any]:
    """Put the report unless there is one; returns the elected report, this or another's.

    A put whose answer was lost is sent again and finds its own report: it has won all the same.
    """
    key = f"elected/{report['batch_id']}.json"
    if store.put_if_absent(batches_bucket, key, as_json(report)):
        return report
    elected: dict[str, Any] = orjson.loads(store.get(batches_bucket, key).body)
    return elected
