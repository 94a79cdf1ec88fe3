"""Conform and its yardstick in turn on the same batch: wall, CPU, memory and their ratios.

    python -m bench.conform.generate /tmp/bench/625 --objects 6 --megabytes 104.2
    python -m bench.conform.run /tmp/bench/625 --rounds 3

The job is started by spark-submit on two cores, with the JVM options of the local plane, against an
S3 stand-in on this machine whose own CPU is not counted. DuckDB reads the objects from the folder.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench.conform.measure import Cost, measure
from tests.glue.support.run_job import (
    ARTIFACTS,
    BUCKETS,
    ROOT,
    environment,
    job_arguments,
    spark_submit,
)

MANIFEST = "manifests/0000000001.json"
JVM = ("--driver-java-options", "-XX:TieredStopAtLevel=1 -XX:+UseParallelGC")


def lay_batch(data: Path, folder: Path) -> None:
    """The batch in the stand-in's folder: raw objects, manifest, contract set."""
    raw = folder / BUCKETS["raw"]
    shutil.copytree(data / "raw", raw)
    contract_set = (data / "contract-set.json").read_bytes()
    hashed = hashlib.sha256(contract_set).hexdigest()[:16]
    objects = []
    for file in sorted(raw.rglob("*.gz")):
        key = str(file.relative_to(raw))
        objects.append(
            {
                "key": key,
                "etag": hashlib.md5(file.read_bytes()).hexdigest(),
                "size": file.stat().st_size,
                "service": key.split("/")[0].removeprefix("service="),
            }
        )
    document = {
        "sequence": 1,
        "batch_id": "b0000000001",
        "kind": "live",
        "contracts": hashed,
        "objects": objects,
    }
    _write(folder / BUCKETS["batches"] / MANIFEST, json.dumps(document).encode())
    _write(folder / ARTIFACTS / f"contracts/{hashed}/contract-set.json", contract_set)


def conform_once(data: Path, work: Path) -> Cost:
    """One run of the job; its counts are held against the truth of the generator."""
    folder = work / "s3"
    shutil.rmtree(folder, ignore_errors=True)
    lay_batch(data, folder)
    port = _free_port()
    script = ROOT / "tests" / "glue" / "support" / "s3_server.py"
    server = subprocess.Popen([sys.executable, str(script), str(folder), str(port)])
    try:
        _wait_for(port)
        env = environment(f"http://127.0.0.1:{port}")
        arguments = job_arguments(MANIFEST, 1, "jr_bench")
        command = spark_submit(work, arguments, env, "--master", "local[2]", *JVM)
        cost = measure(command, env)
    finally:
        server.terminate()
        server.wait()
    report = json.loads((folder / BUCKETS["batches"] / "elected/b0000000001.json").read_bytes())
    truth = json.loads((data / "truth.json").read_text())
    reasons: dict[str, int] = {}
    for entry in report["types"]:
        for code, count in entry["reasons"].items():
            reasons[code] = reasons.get(code, 0) + count
    assert sum(entry["received"] for entry in report["types"]) == truth["received"]
    assert sum(entry["duplicate"] for entry in report["types"]) == truth.get("duplicate", 0)
    assert reasons == {c: truth[c] for c in ("schema", "malformed_json") if c in truth}
    return cost


def duck_once(data: Path, work: Path) -> Cost:
    """One run of the yardstick."""
    return measure([sys.executable, "-m", "bench.conform.duck", str(data), str(work / "duck")])


def main() -> None:
    """Print one line per run and the medians' ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rounds", type=int, default=1)
    chosen = parser.parse_args()
    costs: dict[str, list[Cost]] = {"Conform": [], "DuckDB": []}
    with tempfile.TemporaryDirectory() as work:
        for _ in range(chosen.rounds):
            for name, once in (("Conform", conform_once), ("DuckDB", duck_once)):
                cost = once(chosen.data, Path(work))
                costs[name].append(cost)
                print(
                    f"{name:8} wall {cost.wall_seconds:6.1f} s   CPU {cost.cpu_seconds:6.1f} s   "
                    f"peak {cost.peak_megabytes:6.0f} MB",
                    flush=True,
                )
    print("Conform : DuckDB, medians")
    for field in ("wall_seconds", "cpu_seconds", "peak_megabytes"):
        ours, theirs = (
            statistics.median(getattr(cost, field) for cost in costs[name]) for name in costs
        )
        print(f"  {field:15} {ours / theirs:.2f}")


def _write(file: Path, body: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(100):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the S3 stand-in did not start")


if __name__ == "__main__":
    main()
