"""An object store in memory. `test_object_store` holds it to what the S3 one does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from lakehouse.s3 import Stored


class MemoryStore:
    """Buckets as dictionaries."""

    def __init__(self) -> None:
        self.objects: dict[tuple[str, str], bytes] = {}

    def get(self, bucket: str, key: str) -> Stored:
        body = self.objects[bucket, key]
        return Stored(body, hashlib.md5(body).hexdigest())

    def put(self, bucket: str, key: str, body: Any) -> None:
        self.objects[bucket, key] = bytes(body)

    def put_if_absent(self, bucket: str, key: str, body: bytes) -> bool:
        if (bucket, key) in self.objects:
            return False
        self.put(bucket, key, body)
        return True

    def keys(self, bucket: str, prefix: str) -> Iterator[str]:
        return iter(sorted(k for b, k in self.objects if b == bucket and k.startswith(prefix)))

    def delete(self, bucket: str, key: str) -> None:
        self.objects.pop((bucket, key), None)
