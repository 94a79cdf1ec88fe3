"""Conform: the Glue job that turns the raw objects of one batch into judged, typed Parquet.

Spark spreads the tasks over the workers and tries again what fails; nothing is shuffled.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from lakehouse.arguments import parse_arguments
from lakehouse.job import close_job, open_job
from lakehouse.manifest import Task, plan_tasks
from lakehouse.s3 import s3_store
from lakehouse.task import TaskResult, conform_objects
from pyspark import SparkContext, TaskContext


def main(argv: Sequence[str]) -> None:
    """Conform one batch and stand for election. Losing it is no error."""
    arguments = parse_arguments(argv)
    started = datetime.now(UTC)
    job, manifest = open_job(arguments, s3_store())
    context = SparkContext.getOrCreate()
    sent = context.broadcast(job)

    def conform(task: Task) -> list[TaskResult]:
        attempt = TaskContext.get()
        assert attempt is not None
        result = conform_objects(sent.value, task, attempt.taskAttemptId(), s3_store())
        result.tries = attempt.attemptNumber() + 1
        return [result]

    tasks = plan_tasks(manifest.objects)
    results = context.parallelize(tasks, max(1, len(tasks))).flatMap(conform).collect()
    sent.destroy()
    close_job(arguments, s3_store(), job, manifest, results, started, datetime.now(UTC))


if __name__ == "__main__":
    main(sys.argv[1:])
