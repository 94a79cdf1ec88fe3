"""Calls of AWS's own Python client, many of which must fail: the errors are for the recording.

The endpoint and the key are in the environment; the names of what is deployed come as JSON on
standard input. Prints the error code of each call.
"""

import json
import sys
from typing import Any

import botocore.session
from botocore.exceptions import ClientError

ACCOUNT = "000000000000"
STATES = f"arn:aws:states:eu-central-1:{ACCOUNT}"
NOWHERE = "11111111-2222-3333-4444-555555555555"

CALLS: list[tuple[str, str, dict[str, Any]]] = [
    ("events", "DescribeRule", {"Name": "nowhere"}),
    ("events", "ListRules", {}),
    ("events", "PutEvents", {"Entries": [{"Source": "a", "DetailType": "b", "Detail": "no JSON"}]}),
    ("firehose", "PutRecord", {"DeliveryStreamName": "nowhere", "Record": {"Data": b"x"}}),
    ("firehose", "DescribeDeliveryStream", {"DeliveryStreamName": "nowhere"}),
    ("firehose", "ListDeliveryStreams", {}),
    ("stepfunctions", "DescribeExecution", {"executionArn": f"{STATES}:execution:nowhere:x"}),
    ("stepfunctions", "DescribeStateMachine", {"stateMachineArn": f"{STATES}:stateMachine:x"}),
    ("stepfunctions", "StartExecution", {"stateMachineArn": f"{STATES}:stateMachine:nowhere"}),
    ("stepfunctions", "StopExecution", {"executionArn": f"{STATES}:execution:nowhere:x"}),
    ("stepfunctions", "ListStateMachines", {}),
    ("glue", "StartJobRun", {"JobName": "nowhere"}),
    ("glue", "GetJobRun", {"JobName": "nowhere", "RunId": "jr_1"}),
    ("glue", "GetJob", {"JobName": "nowhere"}),
    ("redshift-data", "DescribeStatement", {"Id": NOWHERE}),
    ("redshift-data", "GetStatementResult", {"Id": NOWHERE}),
    ("redshift-data", "CancelStatement", {"Id": NOWHERE}),
    ("redshift-data", "ListStatements", {}),
    ("secretsmanager", "GetSecretValue", {"SecretId": "nowhere"}),
    ("secretsmanager", "DescribeSecret", {"SecretId": "nowhere"}),
    ("sqs", "GetQueueUrl", {"QueueName": "nowhere"}),
    ("logs", "DescribeLogGroups", {}),
    ("logs", "GetLogEvents", {"logGroupName": "nowhere", "logStreamName": "x"}),
    ("cloudformation", "DescribeStacks", {"StackName": "nowhere"}),
    ("iam", "GetRole", {"RoleName": "nowhere"}),
    ("sts", "GetCallerIdentity", {}),
    ("sns", "Publish", {"TopicArn": f"arn:aws:sns:eu-central-1:{ACCOUNT}:x", "Message": "x"}),
]


def own_calls(names: dict[str, str]) -> list[tuple[str, str, dict[str, Any]]]:
    """Calls about what is deployed."""
    job = {"JobName": names["job"]}
    place = {"WorkgroupName": names["workgroup"], "Database": "warehouse"}
    return [
        ("events", "ListRules", {"EventBusName": names["bus"]}),
        ("firehose", "DescribeDeliveryStream", {"DeliveryStreamName": names["stream"]}),
        (
            "firehose",
            "PutRecordBatch",
            {"DeliveryStreamName": names["stream"], "Records": [{"Data": b"x"}]},
        ),
        ("stepfunctions", "DescribeStateMachine", {"stateMachineArn": names["machine"]}),
        ("stepfunctions", "ListExecutions", {"stateMachineArn": names["machine"]}),
        ("stepfunctions", "GetExecutionHistory", {"executionArn": names["execution"]}),
        ("stepfunctions", "StartExecution", {"stateMachineArn": names["machine"], "input": "{"}),
        ("glue", "GetJob", job),
        ("glue", "GetJobRuns", job),
        ("glue", "GetJobRun", {**job, "RunId": "jr_nowhere"}),
        ("redshift-data", "ExecuteStatement", {**place, "Sql": "SELECT"}),
        ("redshift-data", "BatchExecuteStatement", {**place, "Sqls": ["SELECT 1", "SELECT 2"]}),
    ]


def main() -> None:
    """Codes by call; a call that this client refuses to send is a fault of this list."""
    session = botocore.session.get_session()
    codes: dict[str, str] = {}
    for service, operation, parameters in [*CALLS, *own_calls(json.load(sys.stdin))]:
        client = session.create_client(service)
        try:
            client._make_api_call(operation, parameters)
            code = ""
        except ClientError as error:
            code = error.response["Error"]["Code"]
        codes[f"{service}.{operation} {json.dumps(parameters, default=str)}"] = code
    json.dump(codes, sys.stdout)


if __name__ == "__main__":
    main()
