"""The job on real Spark and boto3: a task dies after writing, then a second attempt loses."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from pathlib import Path
from typing import Any

from tests.glue.builders import a_line, an_event, an_order, contract_set_text, read_parquet
from tests.glue.support.run_job import ARTIFACTS, BUCKETS, job_arguments, run_job
from tests.glue.support.s3_server import serve

SEQUENCE = "0000000001"


def lay_batch(folder: Path) -> None:
    """Two services' objects, a corrupt one, their manifest and its contract set."""
    contract_set = contract_set_text()
    hashed = hashlib.sha256(contract_set).hexdigest()[:16]
    lines = [a_line(an_event(an_order(total=n), id=f"e-{n}")) for n in range(-5, 95)]
    bodies = {
        "service=orders/2026/11/25/10/orders-1.gz": gzip.compress(b"\n".join(lines)),
        "service=orders/2026/11/25/10/orders-2.gz": gzip.compress(b"\n".join(lines[50:])),
        "service=unplanned/2026/11/25/10/unplanned-1.gz": gzip.compress(b"noise\n" * 3),
        "service=orders/2026/11/25/10/orders-3.gz": gzip.compress(lines[0])[:-3],
    }
    objects = []
    for key, body in bodies.items():
        put(folder / BUCKETS["raw"] / key, body)
        service = key.split("/")[0].removeprefix("service=")
        etag = hashlib.md5(body).hexdigest()
        objects.append({"key": key, "etag": etag, "size": len(body), "service": service})
    manifest = {
        "sequence": 1,
        "batch_id": f"b{SEQUENCE}",
        "kind": "live",
        "contracts": hashed,
        "claimed_at": "2026-11-25T11:00:00Z",
        "nonce": "n",
        "objects": objects,
    }
    put(folder / BUCKETS["batches"] / f"manifests/{SEQUENCE}.json", json.dumps(manifest).encode())
    put(folder / ARTIFACTS / f"contracts/{hashed}/contract-set.json", contract_set)


def put(file: Path, body: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)


def files_in(folder: Path, zone: str) -> set[str]:
    root = folder / BUCKETS[zone]
    return {str(file.relative_to(root)) for file in root.rglob("*.parquet")}


def test_counts_are_exact_when_a_task_dies_after_writing_and_the_second_attempt_loses(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "s3"
    lay_batch(folder)
    refused: list[str] = []

    def refuses(method: str, path: str) -> bool:
        """The first quarantine file: the task dies when its curated files are already there."""
        if refused or BUCKETS["quarantine"] not in path:
            return False
        refused.append(path)
        return True

    server = serve(folder, refuses=refuses)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoint = f"http://127.0.0.1:{server.server_port}"

    first = run_job(tmp_path, job_arguments(f"manifests/{SEQUENCE}.json", 1, "jr_1"), endpoint)
    second = run_job(tmp_path, job_arguments(f"manifests/{SEQUENCE}.json", 2, "jr_2"), endpoint)
    server.shutdown()
    server.server_close()

    assert first.returncode == 0, first.stderr[-3000:]
    assert len(refused) == 1
    elected: Any = json.loads(
        (folder / BUCKETS["batches"] / f"elected/b{SEQUENCE}.json").read_bytes()
    )
    assert (elected["attempt"], elected["job_run_id"]) == (1, "jr_1")
    counts = {
        entry["name"]: (
            entry["received"],
            entry["conformed"],
            entry["duplicate"],
            entry["reasons"],
        )
        for entry in elected["types"]
    }
    assert counts == {
        "_unknown": (3, 0, 0, {"malformed_json": 3}),
        "orders.order_placed": (150, 95, 50, {"assertion": 5}),
    }
    assert [entry["key"][-11:] for entry in elected["objects"]["corrupt"]] == ["orders-3.gz"]
    listed = {file["key"]: file["rows"] for entry in elected["types"] for file in entry["files"]}
    of_first = {key for key in files_in(folder, "curated") if "attempt=1-jr_1" in key}
    assert of_first == set(listed)
    for key, rows in listed.items():
        assert len(read_parquet((folder / BUCKETS["curated"] / key).read_bytes())) == rows
    kept = {key for key in files_in(folder, "quarantine") if "attempt=1-jr_1" in key}
    listed_kept = elected["quarantine_files"] + elected["quarantine_metadata_files"]
    assert kept == {file["key"] for file in listed_kept}

    assert second.returncode == 0, second.stderr[-3000:]
    assert "another attempt was elected before" in second.stdout
    assert any("attempt=2-jr_2" in key for key in files_in(folder, "curated"))
