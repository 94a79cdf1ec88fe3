"""Personal data reaches the data zones only; pseudonyms join and do not lead back."""

from __future__ import annotations

import hmac
import re
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from lakehouse.arguments import Arguments
from lakehouse.job import close_job, open_job
from lakehouse.manifest import Manifest
from lakehouse.task import conform_objects

from tests.glue.builders import (
    SECRET,
    Conformed,
    a_line,
    a_task,
    a_type,
    an_event,
    an_order,
    conform,
    contract_set_text,
    raw_line,
)
from tests.glue.memory_store import MemoryStore

CANARY = "canary-7f3a"

BAD = [
    a_line(an_event(an_order(email=f"{CANARY}@x.org" * 30))),
    a_line(an_event(an_order(email={"address": CANARY}))),
    a_line(an_event(an_order(email=[CANARY]))),
    a_line(an_event(an_order(customer_id=f"{CANARY}-much-too-long"))),
    a_line(an_event(an_order(customer_id=[CANARY]))),
    a_line(an_event(an_order(total=-1, email=CANARY))),
    a_line(an_event(an_order(total=1.005, email=CANARY))),
    a_line(an_event(an_order(new_member=CANARY, channel="fax"))),
    a_line(an_event(an_order(lines=[{CANARY: 1}, 5]))),
    a_line(an_event({"order_id": "o-1", CANARY: 1})),
    a_line(an_event(type=CANARY + "@x.org"), **{"detail-type": CANARY + "@x.org"}),
    a_line(an_event(time=CANARY)),
    a_line(an_event(dataversion=CANARY)),
    a_line(an_event(specversion=CANARY)),
    a_line(an_event(an_order(email=CANARY), id=None)),
    a_line(source=CANARY),
    a_line(detail=CANARY),
    a_line()[:-20] + CANARY.encode(),
    CANARY.encode(),
    raw_line(b'{"order_id":"o","total":1,"%b":1,"%b":2}' % (CANARY.encode(), CANARY.encode())),
    raw_line(b'{"order_id":"o","total":1,"email":"%b\\ud800"}' % CANARY.encode()),
    raw_line(b'{"order_id":"o","total":1,"x":{"%b":1e400}}' % CANARY.encode()),
    a_line(an_event(an_order(new={CANARY: "x" * 70_000}))),
    b'{"' + CANARY.encode() + b'":1,"' + CANARY.encode() + b'":2}',
    b"\xff" + CANARY.encode(),
]


@pytest.mark.parametrize("line", BAD, ids=range(len(BAD)))
def test_no_personal_or_unknown_value_is_in_a_reason(line: bytes) -> None:
    conformed = conform([line])

    [record] = conformed.quarantined
    assert CANARY not in record["reasons"]


def test_neither_report_nor_log_holds_a_value(capsys: pytest.CaptureFixture[str]) -> None:
    good = [a_line(an_event(an_order(email=CANARY, customer_id=CANARY), id=CANARY))]
    store = MemoryStore()
    job, task = a_task([good + BAD], store)
    result = conform_objects(job, task, 7, store)
    arguments = Arguments("m", 1, "raw", "batches", "curated", "quarantine", "a", "s", "jr_1")
    manifest = Manifest(1, job.batch_id, "hash", task.objects)
    now = datetime.now(UTC)

    report = close_job(arguments, store, job, manifest, [result], now, now)

    assert CANARY in str(Conformed(result, store).rows)
    assert CANARY not in orjson.dumps(report).decode()
    assert CANARY not in "".join(capsys.readouterr())
    assert CANARY not in repr(job)
    assert SECRET.decode() not in repr(job)


def test_a_pseudonym_is_keyed_stable_and_null_for_null() -> None:
    lines = [
        a_line(an_event(an_order(customer_id="c-1"), id="1")),
        a_line(an_event(an_order(customer_id="c-1", total=2), id="2")),
        a_line(an_event(id="3")),
    ]

    keys = [row["customer_id_key"] for row in conform(lines).rows]

    expected = hmac.digest(SECRET, b"c-1", "sha256").hex()
    assert keys == [expected, expected, None]
    assert re.fullmatch("[0-9a-f]{64}", expected)


def test_a_known_member_without_personal_data_is_shown() -> None:
    [record] = conform([a_line(an_event(an_order(weight="heavy")))]).quarantined

    reasons: Any = orjson.loads(record["reasons"])
    assert [(r["path"], r["got"]) for r in reasons] == [("/data/weight", '"heavy"')]


def test_the_key_is_read_also_when_only_items_of_an_array_have_pseudonyms(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = [
        {"name": "value", "path": [], "type": "string", "nullable": False, "pii": "identifier"},
        {"name": "value_key", "path": [], "type": "string", "nullable": False}
        | {"pseudonym_of": "value"},
    ]
    table = {"schema": "orders", "name": "order_placed_people_v1"}
    schema = {
        "type": "object",
        "properties": {"people": {"type": "array", "items": {"type": "string"}}},
    }
    contracts = contract_set_text(
        a_type(
            payload_schema=schema,
            columns=[],
            assertions=[],
            tables=[{"name": "people", "table": table, "path": ["people"], "columns": people}],
        )
    )
    store = MemoryStore()
    store.put("artifacts", "contracts/hash/contract-set.json", contracts)
    manifest = {"sequence": 1, "batch_id": "b0000000001", "contracts": "hash", "objects": []}
    store.put("batches", "manifests/1.json", orjson.dumps(manifest))
    monkeypatch.setattr("lakehouse.job.read_secret", lambda _: SECRET)
    buckets = ("raw", "batches", "curated", "quarantine", "artifacts")

    job, _ = open_job(Arguments("manifests/1.json", 1, *buckets, "a secret", "jr_1"), store)

    assert job.secret == SECRET
