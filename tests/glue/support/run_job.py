"""The job as Glue runs it: `spark-submit`, the package as a zip, S3 by boto3 at an endpoint."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = ROOT / "glue-scripts"
BUCKETS = {zone: f"tributary-test-{zone}" for zone in ("raw", "batches", "curated", "quarantine")}
ARTIFACTS = "tributary-test-artifacts"


def job_arguments(manifest: str, attempt: int, job_run_id: str) -> list[str]:
    """The arguments of one run, as the state machine passes them and Glue completes them."""
    buckets = [f"--{zone}-bucket={name}" for zone, name in BUCKETS.items()]
    return [
        "--JOB_NAME",
        "conform",
        f"--manifest={manifest}",
        f"--attempt={attempt}",
        *buckets,
        f"--artifacts-bucket={ARTIFACTS}",
        "--pseudonym-secret=key",
        "--JOB_RUN_ID",
        job_run_id,
    ]


def environment(endpoint: str) -> dict[str, str]:
    """The process environment of a run against `endpoint`."""
    return {
        **os.environ,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "eu-central-1",
        "AWS_DEFAULT_REGION": "eu-central-1",
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }


def spark_submit(
    work: Path, arguments: Sequence[str], environment: Mapping[str, str], *options: str
) -> list[str]:
    """The command that runs the job; the package is zipped into `work`."""
    package = work / "lakehouse.zip"
    with zipfile.ZipFile(package, "w") as packed:
        for file in sorted((SCRIPTS / "lakehouse").glob("*.py")):
            packed.write(file, f"lakehouse/{file.name}")
    submit = Path(sys.executable).with_name("spark-submit")
    quiet = ["--conf", "spark.ui.enabled=false"]
    script = str(SCRIPTS / "jobs" / "conform_events.py")
    return [str(submit), *quiet, *options, "--py-files", str(package), script, *arguments]


def run_job(
    work: Path, arguments: Sequence[str], endpoint: str, *options: str
) -> subprocess.CompletedProcess[str]:
    """Run to the end; output is kept."""
    env = environment(endpoint)
    command = spark_submit(work, arguments, env, "--master", "local[2,3]", *options)
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)
