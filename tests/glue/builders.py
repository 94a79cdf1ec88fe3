"""Contracts, events, lines and objects with defaults: a test writes only what it is about."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import duckdb
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from lakehouse.contracts import ContractSet, read_contract_set
from lakehouse.manifest import RawObject, Task
from lakehouse.relations import Contract
from lakehouse.task import Job, TaskResult, conform_objects

from tests.glue.memory_store import MemoryStore

Json = dict[str, Any]

RECEIVED = "2026-11-25T10:00:00Z"
SOURCE = "com.acme.orders"
SECRET = b"a secret for tests"
DATE_TIME = r"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,6}0*)?(?:[Zz]|[+-]\d\d:\d\d)$"
SAFE = (1 << 53) - 1
#: Event times that are taken of a historical feed.
HISTORY = {"from": "1990-01-01T00:00:00Z", "to": "2030-01-01T00:00:00Z"}
#: Key of a raw object, by its number.
OBJECT_KEY = "service=orders/2026/11/25/10/orders-1-2026-11-25-10-00-{:02d}-x.gz"


def a_type(**changes: Any) -> Json:
    """The compiled contract of an order: every logical type, nesting, personal data."""
    entry: Json = {
        "name": "orders.order_placed",
        "service": "orders",
        "source": SOURCE,
        "type": "OrderPlaced",
        "major": 1,
        "version": "1.2",
        "table": {"schema": "orders", "name": "order_placed_v1"},
        "event_time": {"lateness_seconds": 30 * 86_400, "future_seconds": 3600},
        "identity_window_seconds": 35 * 86_400,
        "partition": "day",
        "payload_schema": a_payload_schema(),
        "has_decimals": True,
        "columns": some_columns(),
        "assertions": [{"name": "total >= 0", "sql": "total >= 0"}],
        "checks": [],
    }
    return entry | changes


def a_payload_schema() -> Json:
    """The payload's schema, as the compiler normalises it."""
    safe = {"minimum": -SAFE, "maximum": SAFE}
    return {
        "type": "object",
        "required": ["order_id", "total"],
        "properties": {
            "order_id": {"type": "string", "minLength": 1, "maxLength": 36},
            "customer_id": {"type": "string", "maxLength": 20},
            "email": {"type": ["string", "null"], "maxLength": 254},
            "placed_at": {"type": "string", "pattern": DATE_TIME},
            "paid_ms": {"type": "integer", **safe},
            "due": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
            "channel": {"type": "string", "enum": ["web", "app"]},
            "total": {"type": "number"},
            "weight": {"type": ["number", "null"]},
            "pieces": {"type": ["integer", "null"], **safe},
            "ticket": {"type": "integer"},
            "gift": {"type": "boolean"},
            "note": {"type": "string"},
            "shipping": {
                "type": "object",
                "properties": {"country": {"type": "string", "maxLength": 2}},
            },
            "place": {
                "type": "array",
                "minItems": 2,
                "maxItems": 2,
                "prefixItems": [{"type": "number"}, {"type": "number"}],
            },
            "lines": {"type": "array", "items": {"type": "object"}},
        },
    }


def some_columns() -> list[Json]:
    """The columns of an order."""

    def column(name: str, kind: str, path: list[str | int] | None = None, **facts: Any) -> Json:
        where = path or [name]
        return {"name": name, "path": where, "type": kind, "nullable": True} | facts

    return [
        column("order_id", "uuid", nullable=False),
        column("customer_id", "string", max_bytes=80, pii="identifier"),
        column("customer_id_key", "string", ["customer_id"], pseudonym_of="customer_id"),
        column("email", "string", max_bytes=1016, pii="direct"),
        column("placed_at", "timestamp"),
        column(
            "paid_at", "timestamp", ["paid_ms"], parse=[{"kind": "epoch", "unit": "milliseconds"}]
        ),
        column("due", "date"),
        column("channel", "string", max_bytes=8),
        column("total", "decimal", precision=12, scale=2, nullable=False),
        column("weight", "double"),
        column("pieces", "integer"),
        column("ticket", "integer"),
        column("gift", "boolean"),
        column("note", "string", max_bytes=65_535),
        column("shipping_country", "string", ["shipping", "country"], max_bytes=8),
        column("latitude", "double", ["place", 0]),
        column("longitude", "double", ["place", 1]),
        column("lines", "json"),
    ]


def contract_set_text(*types: Json, references: Json | None = None) -> bytes:
    """contract-set.json with these types, or the order alone."""
    listed = list(types) or [a_type()]
    return orjson.dumps(
        {"format": 1, "services": [], "types": listed, "references": references or {}}
    )


def a_contract_set(*types: Json) -> ContractSet:
    """The same, read."""
    return read_contract_set(contract_set_text(*types))


def a_contract(**changes: Any) -> Contract:
    """One contract, read."""
    [contract] = a_contract_set(a_type(**changes)).contracts
    return contract


def an_order(**members: Any) -> Json:
    """A payload that keeps the contract."""
    return {"order_id": "o-1", "total": 12.5} | members


def an_event(payload: Any = None, **members: Any) -> Json:
    """A CloudEvent that holds an order."""
    event = {
        "specversion": "1.0",
        "id": "e-1",
        "source": SOURCE,
        "type": "OrderPlaced",
        "time": "2026-11-25T09:59:58.123Z",
        "dataversion": "1.2",
        "data": an_order() if payload is None else payload,
    }
    return event | members


def a_line(event: Any = None, **members: Any) -> bytes:
    """The EventBridge event around one CloudEvent."""
    return _record(an_event() if event is None else event, members)


def a_batch(*events: Any, **members: Any) -> bytes:
    """The EventBridge event around several CloudEvents in batch form."""
    return _record({"events": list(events)}, members)


def _record(detail: Any, members: Json) -> bytes:
    record: Json = {
        "version": "0",
        "id": "11111111-2222-3333-4444-555555555555",
        "detail-type": "OrderPlaced",
        "source": SOURCE,
        "account": "000000000000",
        "time": RECEIVED,
        "region": "eu-central-1",
        "resources": [],
        "detail": detail,
    }
    return orjson.dumps(record | members)


def raw_line(payload: bytes, **members: Any) -> bytes:
    """A line whose payload has exactly this text."""
    return a_line(an_event("@@", **members)).replace(b'"@@"', payload)


class Conformed:
    """What one task made of some objects: its result, rows and quarantined records."""

    def __init__(self, result: TaskResult, store: MemoryStore) -> None:
        self.result = result
        self.store = store
        children = {file.key for file in result.files if file.child}
        self.rows = self._read("curated", leave_out=children)
        self.quarantined = self._read("quarantine", "batch=")

    @property
    def codes(self) -> list[str]:
        """The leading reason of each quarantined record."""
        return [record["reason"] for record in self.quarantined]

    def children(self, name: str) -> list[Json]:
        """The rows of a child table."""
        others = {file.key for file in self.result.files if file.child != name}
        return self._read("curated", leave_out=others)

    def _read(self, bucket: str, prefix: str = "", leave_out: Collection[str] = ()) -> list[Json]:
        rows: list[Json] = []
        for key in set(self.store.keys(bucket, prefix)) - set(leave_out):
            rows += read_parquet(self.store.get(bucket, key).body)
        places = ("_object", "_line", "_index", "_position")
        return sorted(rows, key=lambda row: [row[name] for name in places if name in row])


def told(conformed: Conformed) -> list[tuple[str, str]]:
    """Code and path of every reason of the one refused record."""
    [record] = conformed.quarantined
    return [(reason["code"], reason["path"]) for reason in orjson.loads(record["reasons"])]


def read_parquet(body: bytes) -> list[Json]:
    """The rows of a file, INT96 read as microseconds."""
    table = pq.read_table(pa.BufferReader(body), coerce_int96_timestamp_unit="us")
    zoned = [
        field.with_type(pa.timestamp("us", "UTC")) if pa.types.is_timestamp(field.type) else field
        for field in table.schema
    ]
    rows: list[Json] = table.cast(pa.schema(zoned)).to_pylist()
    return rows


def read_by_duckdb(body: bytes, sql: str, folder: Any) -> list[tuple[Any, ...]]:
    """Ask DuckDB about a file; the query says `FROM file`."""
    path = folder / "file.parquet"
    path.write_bytes(body)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW file AS SELECT * FROM '{path}'")
        return connection.execute(sql).fetchall()


def conform(
    *objects: Sequence[bytes] | bytes,
    contract_set: bytes | None = None,
    attempt_id: int = 7,
    store: MemoryStore | None = None,
    key: str = OBJECT_KEY,
) -> Conformed:
    """Run one task over objects, each a list of lines or the object's exact bytes."""
    store = store or MemoryStore()
    job, task = a_task(objects, store, contract_set, key)
    return Conformed(conform_objects(job, task, attempt_id, store), store)


def a_task(
    objects: Iterable[Sequence[bytes] | bytes],
    store: MemoryStore,
    contract_set: bytes | None = None,
    key: str = OBJECT_KEY,
) -> tuple[Job, Task]:
    """Put objects into the raw zone; the job and task that take them."""
    listed = []
    for number, content in enumerate(objects):
        body = (
            content
            if isinstance(content, bytes)
            else gzip.compress(b"\n".join(content) + b"\n", mtime=0)
        )
        own_key = key.format(number)
        store.put("raw", own_key, body)
        etag = hashlib.md5(body).hexdigest()
        listed.append(RawObject(number, own_key, etag, len(body), "orders"))
    job = Job(
        batch_id="b0000000001",
        attempt=1,
        job_run_id="jr_1",
        raw_bucket="raw",
        curated_bucket="curated",
        quarantine_bucket="quarantine",
        contract_set=contract_set or contract_set_text(),
        secret=SECRET,
    )
    return job, Task(0, tuple(listed))
