"""The store in memory does what S3 through boto3 does: one suite for both."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError
from lakehouse.s3 import ObjectStore, S3Store, read_secret

from tests.glue.memory_store import MemoryStore
from tests.glue.support.s3_server import SECRET, serve


@pytest.fixture
def endpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = serve(tmp_path)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    for name, value in {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-central-1",
    }.items():
        monkeypatch.setenv(name, value)
    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["memory", "s3"])
def store(request: pytest.FixtureRequest, endpoint: str) -> ObjectStore:
    return MemoryStore() if request.param == "memory" else S3Store(boto3.client("s3"))


def test_an_object_comes_back_with_its_entity_tag(store: ObjectStore) -> None:
    store.put("zone", "service=a/b c.gz", b"\0body")

    found = store.get("zone", "service=a/b c.gz")

    assert found == (b"\0body", hashlib.md5(b"\0body").hexdigest())


def test_an_object_that_is_not_there_raises(store: ObjectStore) -> None:
    with pytest.raises((KeyError, ClientError)):
        store.get("zone", "nothing")


def test_put_if_absent_writes_once(store: ObjectStore) -> None:
    assert store.put_if_absent("zone", "elected/b1.json", b"first")
    assert not store.put_if_absent("zone", "elected/b1.json", b"second")
    assert store.get("zone", "elected/b1.json").body == b"first"


def test_keys_are_those_below_a_prefix(store: ObjectStore) -> None:
    for key in ("a/1", "a/2", "ab/3"):
        store.put("zone", key, b"")
    store.put("other", "a/4", b"")

    assert list(store.keys("zone", "a/")) == ["a/1", "a/2"]


def test_delete_is_content_with_nothing(store: ObjectStore) -> None:
    store.put("zone", "a", b"")

    store.delete("zone", "a")
    store.delete("zone", "a")

    assert list(store.keys("zone", "")) == []


def test_a_secret_is_read_by_name(endpoint: str) -> None:
    assert read_secret("tributary/pseudonym") == SECRET.encode()
