"""A batch's manifest, and how its objects become tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

import orjson

TASK_RAW_BYTES = 500_000_000
#: Raw bytes that a compressed byte stands for, roughly, for JSON lines.
RAW_PER_PACKED = 10


@dataclass(frozen=True, slots=True)
class RawObject:
    """An object of the raw zone; `number` is its index in the manifest."""

    number: int
    key: str
    etag: str
    size: int
    service: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one batch consists of, and the contract set that it pins."""

    sequence: int
    batch_id: str
    contracts: str
    objects: tuple[RawObject, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """Objects of one service, in order of arrival, for one worker."""

    number: int
    objects: tuple[RawObject, ...]


def read_manifest(text: bytes) -> Manifest:
    """Read `manifests/<sequence>.json`."""
    document = orjson.loads(text)
    return Manifest(
        document["sequence"],
        document["batch_id"],
        document["contracts"],
        tuple(
            RawObject(
                number, entry["key"], entry["etag"].strip('"'), entry["size"], entry["service"]
            )
            for number, entry in enumerate(document["objects"])
        ),
    )


def plan_tasks(objects: Iterable[RawObject], raw_bytes: int = TASK_RAW_BYTES) -> list[Task]:
    """Group objects by service up to about `raw_bytes`; the largest task comes first."""
    services: dict[str, list[RawObject]] = defaultdict(list)
    for entry in sorted(objects, key=lambda entry: entry.key):
        services[entry.service].append(entry)
    groups = [group for entries in services.values() for group in _cut(entries, raw_bytes)]
    groups.sort(key=lambda group: (-sum(entry.size for entry in group), group[0].key))
    numbers = count()
    return [Task(next(numbers), tuple(group)) for group in groups]


def _cut(entries: list[RawObject], raw_bytes: int) -> list[list[RawObject]]:
    groups: list[list[RawObject]] = []
    room = 0
    for entry in entries:
        estimate = entry.size * RAW_PER_PACKED
        if not groups or estimate > room:
            groups.append([])
            room = raw_bytes
        groups[-1].append(entry)
        room -= estimate
    return groups
