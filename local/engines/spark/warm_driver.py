"""A Spark driver that stays: runs one job script after another in one session.

Reads one JSON request a line on standard input:
    {"script": path, "py_files": [path], "argv": [text], "env": {name: text}}
and answers one JSON line on file descriptor 3: {"exit_code": n, "message": text or null}.
What scripts print goes to standard output and error as it is. A script runs as `__main__`, like
under spark-submit; its modules are forgotten afterwards. Its `stop()` leaves the session for the
next run.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
import traceback
from collections.abc import Mapping
from typing import IO, Any

from pyspark.sql import SparkSession


def session() -> SparkSession:
    spark = SparkSession.builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def run(spark: SparkSession, request: Mapping[str, Any]) -> tuple[int, str | None]:
    """The exit code and, for a failure, `Type: message`. Never raises for what the script does."""
    context = spark.sparkContext
    py_files: list[str] = request["py_files"]
    known = set(sys.modules)
    path, environment = list(sys.path), dict(os.environ)
    workers = dict(context.environment)
    os.environ.update(request["env"])
    # Python workers are started with this environment; equal environments share their workers.
    context.environment.update(request["env"], PYTHONPATH=os.pathsep.join(py_files))
    sys.path[:0] = py_files
    sys.argv = [request["script"], *request["argv"]]
    try:
        runpy.run_path(request["script"], run_name="__main__")
        return 0, None
    except SystemExit as end:
        code = end.code
        if code is None or isinstance(code, int):
            return code or 0, None if not code else f"SystemExit: {code}"
        return 1, f"SystemExit: {code}"
    except BaseException as error:  # whatever a script dies of, the driver lives
        traceback.print_exc()
        return 1, f"{type(error).__name__}: {error}"
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)
        context.environment.clear()
        context.environment.update(workers)
        for name in set(sys.modules) - known:
            origin = getattr(sys.modules[name], "__file__", None) or ""
            if origin.startswith(tuple(py_files) or ("\0",)):
                del sys.modules[name]


def serve(requests: IO[str], answers: IO[str]) -> None:
    spark = session()
    SparkSession.stop = lambda self: None  # type: ignore[method-assign]
    answers.write(json.dumps({"ready": spark.version}) + "\n")
    answers.flush()
    for line in requests:
        exit_code, message = run(spark, json.loads(line))
        answers.write(json.dumps({"exit_code": exit_code, "message": message}) + "\n")
        answers.flush()


if __name__ == "__main__":
    with os.fdopen(3, "w", encoding="utf-8") as answers:
        serve(sys.stdin, answers)
