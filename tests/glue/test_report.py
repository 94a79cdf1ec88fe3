"""Counts come from the tasks that ended, balance or fail, and one attempt is elected."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from lakehouse.arguments import Arguments, parse_arguments
from lakehouse.job import close_job
from lakehouse.manifest import Manifest, Task
from lakehouse.report import LawBroken, make_report
from lakehouse.task import Job, TaskResult, conform_objects

from tests.glue.builders import a_batch, a_line, a_task, an_event, an_order, read_parquet
from tests.glue.memory_store import MemoryStore
from tests.glue.support.run_job import job_arguments

NOW = datetime(2026, 11, 25, 11, tzinfo=UTC)
ARGUMENTS = Arguments("m", 1, "raw", "batches", "curated", "quarantine", "artifacts", "s", "jr_1")

LINES = [
    a_line(an_event(id="1")),
    a_line(an_event(id="1")),
    a_batch(an_event(an_order(total=-1), id="2"), an_event(an_order(note="x"), id="3")),
    a_line(an_event(time="2026-11-25T08:00:00Z", id="4")),
    a_line(an_event(time="2026-11-24T08:00:00Z", id="5")),
    a_line(an_event(type="No"), **{"detail-type": "No"}),
    b"noise",
]


def a_run(store: MemoryStore, tries: int = 1) -> tuple[Job, Manifest, TaskResult]:
    """One task that was tried `tries` times; all but the last died after writing."""
    job, task = a_task([LINES, b"no gzip"], store)
    for attempt_id in range(tries):
        result = conform_objects(job, task, attempt_id, store)
    result.tries = tries
    return job, Manifest(1, job.batch_id, "hash", task.objects), result


def report_of(*results: TaskResult, job: Job, manifest: Manifest) -> dict[str, Any]:
    return make_report(job, manifest, results, NOW, NOW)


def test_the_report_says_what_became_of_everything() -> None:
    job, manifest, result = a_run(MemoryStore())

    report = report_of(result, job=job, manifest=manifest)

    assert report["objects"] == {
        "total": 2,
        "corrupt": [
            {"key": manifest.objects[1].key, "error": "bytes that are no gzip member"},
        ],
        "bytes": sum(map(len, LINES)) + len(LINES),
    }
    assert report["lines"] == 7
    types = {entry["name"]: entry for entry in report["types"]}
    orders, unknown = types["orders.order_placed"], types["_unknown"]
    assert unknown["reasons"] == {"malformed_json": 1, "unknown_contract": 1}
    assert unknown["files"] == []
    expected = {
        "received": 6,
        "conformed": 4,
        "duplicate": 1,
        "quarantined": 1,
        "late": 2,
        "drift": 0,
        "reasons": {"assertion": 1},
        "rows": 4,
        "event_time": {"min": "2026-11-24T08:00:00Z", "max": "2026-11-25T09:59:58.123000Z"},
        "received_at": {"min": "2026-11-25T10:00:00Z", "max": "2026-11-25T10:00:00Z"},
    }
    assert {key: orders[key] for key in expected} == expected
    assert orders["nulls"]["note"] == 3
    assert [file["key"] for file in orders["files"]] == [
        f"orders/order_placed_v1/event_date=2026-11-{day}/batch=b0000000001/attempt=1-jr_1/0-0.parquet"
        for day in (24, 25)
    ]
    assert report["quarantine_files"][0]["rows"] == 3


@pytest.mark.parametrize("field", ["received", "conformed", "duplicate"])
def test_a_report_that_does_not_balance_is_not_made(field: str) -> None:
    job, manifest, result = a_run(MemoryStore())
    counts = result.types["orders.order_placed"]
    setattr(counts, field, getattr(counts, field) + 1)

    with pytest.raises(LawBroken, match=r"orders\.order_placed"):
        report_of(result, job=job, manifest=manifest)


def test_what_is_told_of_refused_records_has_a_file_without_their_bytes() -> None:
    store = MemoryStore()
    job, manifest, result = a_run(store)

    report = report_of(result, job=job, manifest=manifest)

    [records], [metadata] = report["quarantine_files"], report["quarantine_metadata_files"]
    assert metadata["key"] == f"metadata/{records['key']}"
    assert records["key"] == "batch=b0000000001/attempt=1-jr_1/0-0.parquet"
    whole, told = (
        read_parquet(store.get("quarantine", file["key"]).body) for file in (records, metadata)
    )
    assert [row.pop("raw") is not None for row in whole] == [True] * metadata["rows"]
    assert told == whole


def test_a_quarantine_file_that_is_missing_breaks_the_law() -> None:
    job, manifest, result = a_run(MemoryStore())

    with pytest.raises(LawBroken, match="quarantined 3, rows in quarantine files 0"):
        report_of(dataclasses.replace(result, quarantine=None), job=job, manifest=manifest)


def test_the_counts_of_tasks_add_up() -> None:
    job, manifest, first = a_run(MemoryStore())
    second = conform_objects(job, Task(1, manifest.objects), 9, _store_with(manifest))

    report = report_of(first, second, job=job, manifest=manifest)

    assert {t["name"]: t["received"] for t in report["types"]} == {
        "_unknown": 4,
        "orders.order_placed": 12,
    }


def _store_with(manifest: Manifest) -> MemoryStore:
    store = MemoryStore()
    a_task([LINES, b"no gzip"], store)
    return store


def test_what_a_dead_try_wrote_is_swept_and_not_counted() -> None:
    store = MemoryStore()
    job, manifest, result = a_run(store, tries=2)

    report = close_job(ARGUMENTS, store, job, manifest, [result], NOW, NOW)

    kept = {(bucket, key) for bucket, key in store.objects if bucket in ("curated", "quarantine")}
    listed = {("curated", file["key"]) for entry in report["types"] for file in entry["files"]}
    for files in (report["quarantine_files"], report["quarantine_metadata_files"]):
        listed |= {("quarantine", file["key"]) for file in files}
    assert kept == listed
    assert all(key.endswith("/0-1.parquet") for _, key in kept)


def test_nothing_is_listed_when_no_task_was_tried_again() -> None:
    class Unlisted(MemoryStore):
        def keys(self, bucket: str, prefix: str) -> Any:
            raise AssertionError("listed")

    store = Unlisted()
    job, manifest, result = a_run(store)

    close_job(ARGUMENTS, store, job, manifest, [result], NOW, NOW)


def test_the_first_complete_attempt_is_elected_and_the_other_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = MemoryStore()
    job, manifest, result = a_run(store)
    first = close_job(ARGUMENTS, store, job, manifest, [result], NOW, NOW)
    zombie = dataclasses.replace(job, attempt=2, job_run_id="jr_2")

    second = close_job(ARGUMENTS, store, zombie, manifest, [result], NOW, NOW)

    assert second == first
    assert orjson.loads(store.get("batches", "elected/b0000000001.json").body) == first
    said = orjson.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["message"] == "another attempt was elected before"
    assert (said["job_run_id"], said["elected_job_run_id"]) == ("jr_2", "jr_1")


def test_an_attempt_whose_answer_was_lost_has_won(capsys: pytest.CaptureFixture[str]) -> None:
    store = MemoryStore()
    job, manifest, result = a_run(store)

    for _ in range(2):
        close_job(ARGUMENTS, store, job, manifest, [result], NOW, NOW)

    assert "another attempt" not in capsys.readouterr().out


def test_glue_passes_more_arguments_than_the_job_knows() -> None:
    arguments = parse_arguments([*job_arguments("manifests/1.json", 2, "jr_x"), "--TempDir", "s3"])

    assert (arguments.manifest, arguments.attempt) == ("manifests/1.json", 2)
    assert (arguments.job_run_id, arguments.pseudonym_secret) == ("jr_x", "key")


def test_a_missing_argument_ends_the_job(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse_arguments(["--manifest", "m"])
    assert "--raw-bucket" in capsys.readouterr().err
