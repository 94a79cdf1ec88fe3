"""One task: some objects of one service → files in S3, and what became of every event."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial

from lakehouse.contracts import ContractSet, read_contract_set
from lakehouse.curated import CuratedWriter, WrittenFile
from lakehouse.event_bytes import event_bytes
from lakehouse.gunzip import CorruptObject, gunzip
from lakehouse.judge import Refused, Taken, TextLines, judge_line
from lakehouse.lines import numbered_lines
from lakehouse.manifest import RawObject, Task
from lakehouse.pseudonym import pseudonymiser
from lakehouse.quarantine import Place, QuarantineFiles, QuarantineWriter
from lakehouse.reasons import UNKNOWN_TYPE, Reason
from lakehouse.relations import Contract
from lakehouse.s3 import ObjectStore
from lakehouse.settle import Found, settle

#: Small enough that a chunk stays in the processor's cache between its steps.
CHUNK_EVENTS = 500


@dataclass(frozen=True, slots=True)
class Job:
    """What every task needs to know; sent to the workers once."""

    batch_id: str
    attempt: int
    job_run_id: str
    raw_bucket: str
    curated_bucket: str
    quarantine_bucket: str
    contract_set: bytes
    secret: bytes = field(repr=False)

    @property
    def directory(self) -> str:
        """Where this run of the job writes, below each table; no other run does."""
        return f"batch={self.batch_id}/attempt={self.attempt}-{self.job_run_id}"


@dataclass(slots=True)
class TypeCounts:
    """What became of the events of one type in one task."""

    received: int = 0
    conformed: int = 0
    duplicate: int = 0
    late: int = 0
    drift: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    #: Rows of child tables, by the child's name.
    children: Counter[str] = field(default_factory=Counter)

    @property
    def quarantined(self) -> int:
        """Refused events; each has one leading reason."""
        return self.reasons.total()


@dataclass(slots=True)
class TaskResult:
    """What a task that came to its end did. Only these, returned by Spark, are counted."""

    task: int
    tries: int = 1
    lines: int = 0
    bytes: int = 0
    types: dict[str, TypeCounts] = field(default_factory=lambda: defaultdict(TypeCounts))
    files: list[WrittenFile] = field(default_factory=list)
    quarantine: QuarantineFiles | None = None
    corrupt: list[tuple[str, str]] = field(default_factory=list)


class ObjectChanged(Exception):
    """A raw object is not the one that the manifest names; the task fails and is tried again."""


def conform_objects(job: Job, task: Task, attempt_id: int, store: ObjectStore) -> TaskResult:
    """Judge and write all objects of a task. `attempt_id` is unique among tries of any task."""
    with _collector_off():
        return _Conformer(job, task, attempt_id, store).run()


@contextmanager
def _collector_off() -> Iterator[None]:
    """The cyclic collector would walk every parsed event again and again; no cycles are made."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@lru_cache(maxsize=2)
def _contracts(text: bytes) -> ContractSet:
    return read_contract_set(text)


def _own_bytes(line: bytes, contract: Contract | None, index: int) -> bytes:
    """The bytes of one event in its line, by the form that its contract says."""
    form = contract.envelope.form if contract else "cloudevents"
    if form == "lines":
        return line
    return event_bytes(line, None if form == "plain" else index)


class _Conformer:
    def __init__(self, job: Job, task: Task, attempt_id: int, store: ObjectStore) -> None:
        name = f"{task.number}-{attempt_id}"
        self._job = job
        self._task = task
        self._store = store
        self._contracts = _contracts(job.contract_set)
        self._pseudonym = pseudonymiser(job.secret)
        self._result = TaskResult(task.number)
        self._chunks: dict[Contract, list[Found]] = defaultdict(list)
        self._seen: dict[Contract, dict[str, bytes]] = defaultdict(dict)
        self._curated = CuratedWriter(job.directory, name, partial(store.put, job.curated_bucket))
        self._quarantine = QuarantineWriter(
            job.batch_id,
            f"{job.directory}/{name}.parquet",
            partial(store.put, job.quarantine_bucket),
        )

    def run(self) -> TaskResult:
        for entry in self._task.objects:
            self._conform(entry)
        for contract in list(self._chunks):
            self._settle(contract)
        self._result.files = self._curated.close()
        self._result.quarantine = self._quarantine.close()
        self._result.types = dict(self._result.types)
        return self._result

    def _conform(self, entry: RawObject) -> None:
        stored = self._store.get(self._job.raw_bucket, entry.key)
        if (stored.etag, len(stored.body)) != (entry.etag, entry.size):
            raise ObjectChanged(f"{entry.key} is {stored.etag}, not {entry.etag} of the manifest")
        try:
            blocks = gunzip(stored.body)
        except CorruptObject as error:
            self._result.corrupt.append((entry.key, str(error)))
            return
        del stored
        self._result.bytes += sum(map(len, blocks))
        of_texts = self._contracts.lines.get(entry.service)
        texts = TextLines(of_texts, entry.key) if of_texts else None
        for number, line in numbered_lines(blocks):
            self._result.lines += 1
            for verdict in judge_line(line, self._contracts, texts, number):
                if isinstance(verdict, Taken):
                    self._take(Found(verdict, entry.number, entry.key, number, line))
                else:
                    self._refuse(verdict, entry, number, line)

    def _take(self, found: Found) -> None:
        contract = found.event.contract
        chunk = self._chunks[contract]
        chunk.append(found)
        if len(chunk) == CHUNK_EVENTS:
            self._settle(contract)

    def _refuse(self, event: Refused, entry: RawObject, number: int, line: bytes) -> None:
        self._count(event.contract).received += 1
        place = Place(entry.key, entry.number, number, event.index)
        raw = _own_bytes(line, event.contract, event.index) if event.contract or event.id else line
        self._quarantine_one(place, event.contract, event.id, event.received, event.reasons, raw)

    def _settle(self, contract: Contract) -> None:
        chunk = self._chunks.pop(contract)
        seen = self._seen[contract]
        settled = settle(chunk, contract, self._job.batch_id, seen, self._pseudonym)
        counts = self._count(contract)
        counts.received += len(chunk)
        counts.conformed += settled.rows.num_rows
        counts.duplicate += settled.duplicates
        counts.late += settled.late
        counts.drift += settled.drift
        self._curated.add(contract, settled.rows)
        for table, rows in settled.children:
            counts.children[table.child or ""] += rows.num_rows
            self._curated.add(table, rows)
        for row, reasons in sorted(settled.refused.items()):
            event, number, key, line, raw = chunk[row]
            place = Place(key, number, line, event.index)
            kept = _own_bytes(raw, contract, event.index)
            self._quarantine_one(place, contract, event.id, event.received, tuple(reasons), kept)

    def _quarantine_one(
        self,
        place: Place,
        contract: Contract | None,
        event_id: str | None,
        received: int | None,
        reasons: tuple[Reason, ...],
        raw: bytes,
    ) -> None:
        self._count(contract).reasons[reasons[0].code] += 1
        self._quarantine.add(place, contract, event_id, received, reasons, raw)

    def _count(self, contract: Contract | None) -> TypeCounts:
        return self._result.types[contract.name if contract else UNKNOWN_TYPE]
