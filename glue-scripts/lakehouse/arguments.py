"""The job's arguments, `--key value` as Glue passes them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arguments:
    """What one run of the job is asked for."""

    manifest: str
    attempt: int
    raw_bucket: str
    batches_bucket: str
    curated_bucket: str
    quarantine_bucket: str
    artifacts_bucket: str
    pseudonym_secret: str
    job_run_id: str


def parse_arguments(argv: Sequence[str]) -> Arguments:
    """Parse; what Glue adds for itself is passed over. Exits with a message when one is missing."""
    parser = argparse.ArgumentParser(prog="conform_events", allow_abbrev=False)
    for name in Arguments.__dataclass_fields__:
        option = "--JOB_RUN_ID" if name == "job_run_id" else f"--{name.replace('_', '-')}"
        kind = int if name == "attempt" else str
        parser.add_argument(option, dest=name, type=kind, required=True)
    known, _ = parser.parse_known_args(argv)
    return Arguments(**vars(known))
