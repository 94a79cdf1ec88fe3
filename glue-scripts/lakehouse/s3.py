"""Objects in S3, as much of it as the job needs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, Protocol

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


class Stored(NamedTuple):
    """An object's bytes and its entity tag without quotes."""

    body: bytes
    etag: str


class ObjectStore(Protocol):
    """What the steps ask of a store; `S3Store` is the real one."""

    def get(self, bucket: str, key: str) -> Stored:
        """The object. Raises when there is none."""

    def put(self, bucket: str, key: str, body: Any) -> None:
        """Write an object whole."""

    def put_if_absent(self, bucket: str, key: str, body: bytes) -> bool:
        """Write an object unless there is one; whether this call wrote it."""

    def keys(self, bucket: str, prefix: str) -> Iterator[str]:
        """Keys below a prefix."""

    def delete(self, bucket: str, key: str) -> None:
        """Delete an object; none is fine."""


class S3Store:
    """S3 through boto3 with the job's own credentials and region; honours AWS_ENDPOINT_URL."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def get(self, bucket: str, key: str) -> Stored:
        answer = self._client.get_object(Bucket=bucket, Key=key)
        return Stored(answer["Body"].read(), answer["ETag"].strip('"'))

    def put(self, bucket: str, key: str, body: Any) -> None:
        self._client.put_object(Bucket=bucket, Key=key, Body=body)

    def put_if_absent(self, bucket: str, key: str, body: bytes) -> bool:
        while True:
            try:
                self._client.put_object(Bucket=bucket, Key=key, Body=body, IfNoneMatch="*")
            except ClientError as error:
                status = error.response["ResponseMetadata"]["HTTPStatusCode"]
                if status == 409:  # another put of this key is under way
                    continue
                if status != 412:
                    raise
                return False
            return True

    def keys(self, bucket: str, prefix: str) -> Iterator[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        for page in pages:
            yield from (entry["Key"] for entry in page.get("Contents", ()))

    def delete(self, bucket: str, key: str) -> None:
        self._client.delete_object(Bucket=bucket, Key=key)


@cache
def s3_store() -> S3Store:
    """The store of this process; its client is made once."""
    return S3Store(boto3.client("s3", config=_PATIENT))


def read_secret(name: str) -> bytes:
    """The value of a secret in Secrets Manager."""
    answer = boto3.client("secretsmanager", config=_PATIENT).get_secret_value(SecretId=name)
    if "SecretString" in answer:
        return answer["SecretString"].encode()
    return answer["SecretBinary"]


_PATIENT = Config(retries={"mode": "standard", "max_attempts": 6}, read_timeout=120)
