"""Files that a dead try of a task left behind."""

from __future__ import annotations

from collections.abc import Sequence

from lakehouse.quarantine import METADATA
from lakehouse.s3 import ObjectStore
from lakehouse.task import Job, TaskResult


def sweep(store: ObjectStore, job: Job, results: Sequence[TaskResult]) -> int:
    """Delete what tries that died wrote; returns how many. Lists only if a task was tried again.

    A dead try judged the same lines as the one that came through: its directories are the same.
    """
    retried = [result for result in results if result.tries > 1]
    listed = {file.key for result in results for file in result.files}
    listed |= {file.key for result in results for file in result.quarantine or ()}
    curated = {_directory(file.key) for result in retried for file in result.files}
    places = [(job.curated_bucket, directory) for directory in sorted(curated)]
    if retried:
        places.append((job.quarantine_bucket, f"{job.directory}/"))
        places.append((job.quarantine_bucket, f"{METADATA}/{job.directory}/"))
    swept = 0
    for bucket, prefix in places:
        for key in list(store.keys(bucket, prefix)):
            if key not in listed:
                store.delete(bucket, key)
                swept += 1
    return swept


def _directory(key: str) -> str:
    return key[: key.rindex("/") + 1]
