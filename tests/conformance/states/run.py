"""Runs state machines by moto's interpreter (that of LocalStack), JSONata by jsonata-python.

stdin: [{"name", "definition", "input"}]. stdout: per name {"status", "output", "error", "cause"}.
"""

import contextlib
import io
import json
import logging
import os
import sys
import time
from typing import Any

os.environ.update(
    AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x", AWS_DEFAULT_REGION="eu-central-1"
)

import boto3
import jsonata
from moto import mock_aws
from moto.stepfunctions.parser.asl.jsonata import jsonata as engine

ROLE = "arn:aws:iam::123456789012:role/machine"
LONGEST_SECONDS = 20


def evaluate(expression: str) -> Any:
    """moto leaves the engine out; this is the port of the reference implementation to Python."""
    try:
        return json.loads(json.dumps(jsonata.Jsonata(expression).evaluate(None)))
    except Exception as error:
        raise engine.JSONataException("UNKNOWN", str(error)) from error


def quoted(output: str | None) -> str | None:
    """moto gives a text as it is where the service gives JSON."""
    try:
        json.loads(output or "null")
    except ValueError:
        return json.dumps(output)
    return output


def run(client: Any, number: int, case: dict[str, Any]) -> dict[str, Any]:
    machine = client.create_state_machine(
        name=f"m{number}", definition=json.dumps(case["definition"]), roleArn=ROLE
    )
    execution = client.start_execution(
        stateMachineArn=machine["stateMachineArn"], input=json.dumps(case["input"])
    )
    end = time.monotonic() + LONGEST_SECONDS
    while True:
        answer = client.describe_execution(executionArn=execution["executionArn"])
        if answer["status"] != "RUNNING" or time.monotonic() > end:
            named = {key: answer.get(key) for key in ("status", "error", "cause")}
            return named | {"output": quoted(answer.get("output"))}
        time.sleep(0.01)


def main() -> None:
    engine._eval_jsonata = evaluate
    logging.disable(logging.CRITICAL)
    cases = json.load(sys.stdin)
    answers = {}
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        client = boto3.client("stepfunctions")
        for number, case in enumerate(cases):
            with contextlib.redirect_stdout(io.StringIO()):
                answers[case["name"]] = run(client, number, case)
    json.dump(answers, sys.stdout)


main()
