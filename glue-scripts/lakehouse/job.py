"""The two ends of a run, around the tasks: what to do, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lakehouse.arguments import Arguments
from lakehouse.contracts import read_contract_set
from lakehouse.election import elect
from lakehouse.log import log
from lakehouse.manifest import Manifest, read_manifest
from lakehouse.report import make_report
from lakehouse.s3 import ObjectStore, read_secret
from lakehouse.sweep import sweep
from lakehouse.task import Job, TaskResult


def open_job(arguments: Arguments, store: ObjectStore) -> tuple[Job, Manifest]:
    """Read manifest, its pinned contract set, and the pseudonyms' key if some column needs it."""
    manifest = read_manifest(store.get(arguments.batches_bucket, arguments.manifest).body)
    key = f"contracts/{manifest.contracts}/contract-set.json"
    contract_set = store.get(arguments.artifacts_bucket, key).body
    contracts = read_contract_set(contract_set).contracts
    tables = [table for contract in contracts for table in (contract, *contract.tables)]
    keyed = any(column.pseudonym_of for table in tables for column in table.columns)
    job = Job(
        batch_id=manifest.batch_id,
        attempt=arguments.attempt,
        job_run_id=arguments.job_run_id,
        raw_bucket=arguments.raw_bucket,
        curated_bucket=arguments.curated_bucket,
        quarantine_bucket=arguments.quarantine_bucket,
        contract_set=contract_set,
        secret=read_secret(arguments.pseudonym_secret) if keyed else b"",
    )
    return job, manifest


def close_job(
    arguments: Arguments,
    store: ObjectStore,
    job: Job,
    manifest: Manifest,
    results: Sequence[TaskResult],
    started: datetime,
    ended: datetime,
) -> dict[str, Any]:
    """Balance, sweep, elect. Returns the elected report: this one, or an earlier attempt's."""
    report = make_report(job, manifest, results, started, ended)
    swept = sweep(store, job, results)
    elected = elect(store, arguments.batches_bucket, report)
    won = elected["job_run_id"] == job.job_run_id
    log(
        "attempt elected" if won else "another attempt was elected before",
        batch_id=job.batch_id,
        attempt=job.attempt,
        job_run_id=job.job_run_id,
        elected_attempt=elected["attempt"],
        elected_job_run_id=elected["job_run_id"],
        objects=len(manifest.objects),
        corrupt_objects=len(report["objects"]["corrupt"]),
        lines=report["lines"],
        received=sum(entry["received"] for entry in report["types"]),
        conformed=sum(entry["conformed"] for entry in report["types"]),
        duplicate=sum(entry["duplicate"] for entry in report["types"]),
        quarantined=sum(entry["quarantined"] for entry in report["types"]),
        swept=swept,
    )
    return elected
