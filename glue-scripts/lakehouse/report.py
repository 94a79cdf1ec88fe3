"""What the tasks did → the report of the attempt, balanced or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from lakehouse.contracts import read_contract_set
from lakehouse.curated import WrittenFile
from lakehouse.instants import instant_text
from lakehouse.manifest import Manifest
from lakehouse.quarantine import QuarantineFile, QuarantineFiles
from lakehouse.relations import ChildTable
from lakehouse.task import Job, TaskResult, TypeCounts


class LawBroken(Exception):
    """received = conformed + duplicate + quarantined does not hold, or files say otherwise."""


def make_report(
    job: Job, manifest: Manifest, results: Sequence[TaskResult], started: datetime, ended: datetime
) -> dict[str, Any]:
    """The document `elected/<batch_id>.json`. Raises LawBroken rather than report an untruth."""
    counts = _sum_counts(results)
    files = sorted((file for result in results for file in result.files), key=lambda f: f.key)
    quarantine = [result.quarantine for result in results if result.quarantine]
    tables = {c.name: c.tables for c in read_contract_set(job.contract_set).contracts}
    types = [
        _type(name, counted, [file for file in files if file.type == name], tables.get(name, ()))
        for name, counted in sorted(counts.items())
    ]
    _hold_law(types, counts, quarantine)
    return {
        "batch_id": job.batch_id,
        "sequence": manifest.sequence,
        "attempt": job.attempt,
        "job_run_id": job.job_run_id,
        "contracts": manifest.contracts,
        "started_at": _utc(started),
        "finished_at": _utc(ended),
        "objects": {
            "total": len(manifest.objects),
            "corrupt": [
                {"key": key, "error": error}
                for key, error in sorted(pair for result in results for pair in result.corrupt)
            ],
            "bytes": sum(result.bytes for result in results),
        },
        "lines": sum(result.lines for result in results),
        "types": types,
        "quarantine_files": [_file(files.records) for files in quarantine],
        "quarantine_metadata_files": [_file(files.metadata) for files in quarantine],
    }


def as_json(report: dict[str, Any]) -> bytes:
    """The report's text."""
    return orjson.dumps(report, option=orjson.OPT_INDENT_2)


def _sum_counts(results: Sequence[TaskResult]) -> dict[str, TypeCounts]:
    summed: dict[str, TypeCounts] = {}
    for result in results:
        for name, part in result.types.items():
            whole = summed.setdefault(name, TypeCounts())
            whole.received += part.received
            whole.conformed += part.conformed
            whole.duplicate += part.duplicate
            whole.late += part.late
            whole.drift += part.drift
            whole.reasons += part.reasons
            whole.children += part.children
    return summed


def _type(
    name: str, counts: TypeCounts, files: list[WrittenFile], tables: Sequence[ChildTable]
) -> dict[str, Any]:
    own = [file for file in files if file.child is None]
    nulls: Counter[str] = Counter()
    for file in own:
        nulls.update(file.nulls)
    children = [_child(table.child, files) for table in tables]
    return {
        "name": name,
        "received": counts.received,
        "conformed": counts.conformed,
        "duplicate": counts.duplicate,
        "quarantined": counts.quarantined,
        "late": counts.late,
        "drift": counts.drift,
        "reasons": dict(sorted(counts.reasons.items())),
        "files": [_file(file) for file in own],
        "event_time": _range([file.event_time for file in own]),
        "received_at": _range([file.received_at for file in own]),
        "nulls": dict(nulls),
        "rows": sum(file.rows for file in own),
        **({"children": children} if children else {}),
    }


def _child(name: str | None, files: list[WrittenFile]) -> dict[str, Any]:
    own = [file for file in files if file.child == name]
    return {
        "name": name,
        "rows": sum(file.rows for file in own),
        "files": [_file(file) for file in own],
    }


def _file(file: WrittenFile | QuarantineFile) -> dict[str, Any]:
    return {"key": file.key, "rows": file.rows, "bytes": file.bytes}


def _range(ranges: list[tuple[int, int]]) -> dict[str, str] | None:
    if not ranges:
        return None
    earliest, latest = min(low for low, _ in ranges), max(high for _, high in ranges)
    return {"min": instant_text(earliest), "max": instant_text(latest)}


def _hold_law(
    types: list[dict[str, Any]],
    counts: Mapping[str, TypeCounts],
    quarantine: Sequence[QuarantineFiles],
) -> None:
    for entry in types:
        told = entry["conformed"] + entry["duplicate"] + entry["quarantined"]
        if entry["received"] != told or entry["rows"] != entry["conformed"]:
            raise LawBroken(
                f"{entry['name']}: received {entry['received']}, conformed {entry['conformed']}, "
                f"duplicate {entry['duplicate']}, quarantined {entry['quarantined']}, "
                f"rows in files {entry['rows']}"
            )
        for child in entry.get("children", ()):
            told = counts[entry["name"]].children[child["name"]]
            if child["rows"] != told:
                raise LawBroken(
                    f"{entry['name']}: rows of {child['name']} {told}, in files {child['rows']}"
                )
    quarantined = sum(entry["quarantined"] for entry in types)
    for rows in (
        sum(files.records.rows for files in quarantine),
        sum(files.metadata.rows for files in quarantine),
    ):
        if quarantined != rows:
            raise LawBroken(f"quarantined {quarantined}, rows in quarantine files {rows}")


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
