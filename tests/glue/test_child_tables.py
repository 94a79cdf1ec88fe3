"""Arrays as tables of their own: a row per item, kept or refused with its event."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from lakehouse.contracts import ContractSetInvalid
from lakehouse.manifest import Manifest
from lakehouse.report import LawBroken, make_report
from lakehouse.task import conform_objects

from tests.glue.builders import (
    Conformed,
    Json,
    a_contract_set,
    a_line,
    a_payload_schema,
    a_task,
    a_type,
    an_event,
    an_order,
    conform,
    contract_set_text,
    raw_line,
    some_columns,
)
from tests.glue.memory_store import MemoryStore
from tests.glue.test_report import NOW

ZONES = {"columns": ["iata", "zone"], "rows": [["JFK", "America/New_York"]]}


def with_lines(**changes: Any) -> Json:
    """The contract of an order whose lines and tags are tables."""
    schema = a_payload_schema()
    schema["properties"]["lines"] = {
        "type": ["array", "null"],
        "items": {
            "type": "object",
            "required": ["sku"],
            "properties": {
                "sku": {"type": "string", "maxLength": 20},
                "price": {"type": "number"},
                "sent": {"type": "string"},
                "from": {"type": "string"},
                "buyer": {"type": "string"},
                "extra": {"type": "object"},
                "size": {"type": "object", "properties": {"width": {"type": "integer"}}},
            },
        },
    }
    schema["properties"]["more"] = {
        "type": "object",
        "properties": {"tags": {"type": "array", "items": {"type": ["string", "null"]}}},
    }

    def column(name: str, kind: str, *path: str, **facts: Any) -> Json:
        return {"name": name, "path": list(path), "type": kind, "nullable": True} | facts

    by_row: Json = {"kind": "time", "pattern": "yyyy-MM-dd HH:mm"}
    by_row |= {"zone": {"reference": "zones", "by": "sent_from"}}
    lines = [
        column("sku", "string", "sku", max_bytes=80, nullable=False, missing=["-"]),
        column("price", "decimal", "price", precision=6, scale=2),
        column("sent_at", "timestamp", "sent", parse=[by_row]),
        column("sent_from", "string", "from", max_bytes=3),
        column("buyer", "string", "buyer", pii="identifier"),
        column("buyer_key", "string", "buyer", pseudonym_of="buyer"),
        column("extra", "json", "extra"),
        column("size_width", "integer", "size", "width"),
    ]
    entry: Json = a_type(
        payload_schema=schema,
        columns=[entry for entry in some_columns() if entry["name"] != "lines"],
        tables=[
            a_table("lines", ["lines"], lines),
            a_table("tags", ["more", "tags"], [column("tag", "string", missing=["none"])]),
        ],
    )
    return entry | changes


def a_table(name: str, path: list[str], columns: list[Json]) -> Json:
    table = {"schema": "orders", "name": f"order_placed_{name}_v1"}
    return {"name": name, "table": table, "path": path, "columns": columns}


CONTRACTS = contract_set_text(with_lines(), references={"zones": ZONES})


def an_order_of(*lines: Any, **members: Any) -> Json:
    return an_order(lines=list(lines), **members)


def conformed(*events: Any) -> Conformed:
    return conform([a_line(event) for event in events], contract_set=CONTRACTS)


def test_a_row_per_item_with_its_events_facts_and_its_place() -> None:
    order = an_order_of({"sku": "a", "price": 1.5}, {"sku": "b"})

    made = conformed(an_event(id="e-0"), an_event(order))

    assert [row["event_id"] for row in made.rows] == ["e-0", "e-1"]
    assert "lines" not in made.rows[0]
    first, second = made.children("lines")
    assert (first["event_id"], first["_position"], first["sku"]) == ("e-1", 0, "a")
    assert (first["price"], second["price"]) == (Decimal("1.50"), None)
    assert (second["_position"], second["_line"], second["_batch_id"]) == (1, 1, "b0000000001")
    assert first["event_time"] == made.rows[1]["event_time"]
    assert first["_received_at"] == made.rows[1]["_received_at"]
    assert made.result.types["orders.order_placed"].children == {"lines": 2}


def test_the_file_has_the_columns_in_order_beside_the_partition_of_its_event() -> None:
    made = conformed(an_event(an_order_of({"sku": "a"}), time="2026-11-24T23:00:00Z"))

    [child] = [file for file in made.result.files if file.child]
    expected = "orders/order_placed_lines_v1/event_date=2026-11-24/batch=b0000000001/attempt=1-jr_1"
    assert child.key == f"{expected}/0-7.parquet"
    file = pq.ParquetFile(pa.BufferReader(made.store.get("curated", child.key).body))
    assert file.schema_arrow.names == [
        *("event_id", "event_time", "_received_at", "_batch_id", "_object", "_line", "_index"),
        *("_position", "_rest", "sku", "price", "sent_at", "sent_from", "buyer", "buyer_key"),
        *("extra", "size_width"),
    ]
    assert file.schema_arrow.field("_position").type == pa.int32()


def test_items_are_read_like_payloads() -> None:
    item: Json = {"sku": "a", "sent": "2001-07-01 12:00", "from": "JFK", "buyer": "b-1"}
    item |= {"extra": {"b": 1, "a": 2}, "size": {"width": 3, "depth": 4}, "new": True}

    made = conformed(an_event(an_order_of(item)))

    [row] = made.children("lines")
    assert row["sent_at"].isoformat() == "2001-07-01T16:00:00+00:00"
    assert (row["extra"], row["size_width"]) == ('{"a":2,"b":1}', 3)
    assert row["_rest"] == '{"new":true,"size":{"depth":4}}'
    assert len(row["buyer_key"]) == 64
    counts = made.result.types["orders.order_placed"]
    assert (counts.conformed, counts.drift) == (1, 1)


def test_items_that_are_no_objects_are_one_column() -> None:
    order = an_order(more={"tags": ["x", None, "none", "y"], "other": 1})

    made = conformed(an_event(order))

    assert [row["tag"] for row in made.children("tags")] == ["x", None, None, "y"]
    assert [row["_position"] for row in made.children("tags")] == [0, 1, 2, 3]
    assert made.rows[0]["_rest"] == '{"more":{"other":1}}'


@pytest.mark.parametrize("lines", [None, [], "absent"])
def test_no_items_make_no_rows(lines: Any) -> None:
    order = an_order() if lines == "absent" else an_order(lines=lines)

    made = conformed(an_event(order))

    assert (len(made.rows), made.children("lines")) == (1, [])


@pytest.mark.parametrize(
    ("items", "reasons"),
    [
        ([{"sku": "a"}, {"sku": "-"}], [("parse", "/data/lines/1/sku", "")]),
        ([{"sku": "a", "price": 0.001}], [("number_range", "/data/lines/0/price", "0.001")]),
        (
            [{"sku": "a", "sent": "x"}] * 2,
            [("parse", f"/data/lines/{n}/sent", '"x"') for n in (0, 1)],
        ),
        ([{"sku": "a", "sent": "2001-01-01 00:00"}], [("parse", "/data/lines/0/sent", "")]),
        (
            [{"sku": "a", "new": "x" * 70_000}],
            [("too_large", "/data/lines/0", "JSON text of 70010 bytes")],
        ),
        ([{"sku": "a"}, 5], [("schema", "/data/lines/1", "number")]),
    ],
)
def test_an_item_that_misfits_refuses_its_event_whole(items: Any, reasons: Any) -> None:
    made = conformed(an_event(an_order_of(*items)), an_event(an_order_of({"sku": "z"}), id="e-2"))

    assert [row["event_id"] for row in made.rows] == ["e-2"]
    assert [row["sku"] for row in made.children("lines")] == ["z"]
    [record] = made.quarantined
    told = orjson.loads(record["reasons"])
    assert [(r["code"], r["path"]) for r in told] == [reason[:2] for reason in reasons]
    assert [r["got"] for r, reason in zip(told, reasons, strict=True) if reason[2]] == [
        reason[2] for reason in reasons if reason[2]
    ]


def test_a_misfit_is_found_before_assertions_and_identity() -> None:
    bad = an_event(an_order_of({"sku": "-"}, total=-1))

    made = conformed(bad, an_event(an_order_of({"sku": "a"})))

    assert [row["_line"] for row in made.rows] == [1]
    [record] = made.quarantined
    assert [reason["code"] for reason in orjson.loads(record["reasons"])] == ["parse"]


def test_only_children_of_kept_rows_are_written() -> None:
    line = an_order_of({"sku": "a"})
    other = an_order_of({"sku": "b"}, total=3)
    refused = an_order_of({"sku": "c"}, total=-1)

    made = conformed(an_event(line), an_event(line), an_event(other), an_event(refused, id="e-3"))

    assert [row["sku"] for row in made.children("lines")] == ["a"]
    assert sorted(made.codes) == ["assertion", "id_collision"]
    assert made.result.types["orders.order_placed"].duplicate == 1


def test_of_many_misfits_ten_are_told() -> None:
    made = conformed(an_event(an_order_of(*[{"sku": "-"}] * 500)))

    assert len(orjson.loads(made.quarantined[0]["reasons"])) == 10


def test_a_personal_value_in_an_item_is_not_told() -> None:
    entry = with_lines()
    entry["tables"][0]["columns"][4] |= {"max_bytes": 3}
    line = a_line(an_event(an_order_of({"sku": "a", "buyer": "canary"})))
    contracts = contract_set_text(entry, references={"zones": ZONES})

    [record] = conform([line], contract_set=contracts).quarantined

    assert (record["reason"], "canary" in record["reasons"]) == ("too_large", False)


def test_numbers_that_no_double_holds_are_exact_in_items_too() -> None:
    item = b'{"sku":"a","extra":{"n":0.12345678901234567890123}}'
    line = raw_line(b'{"order_id":"o","total":1,"lines":[%s]}' % item)

    made = conform([line], contract_set=CONTRACTS)

    assert made.children("lines")[0]["extra"] == '{"n":0.12345678901234567890123}'


@pytest.mark.parametrize("seed", range(4))
def test_many_events_have_all_their_items_in_order(seed: int) -> None:
    r = random.Random(seed)
    events = []
    expected = []
    for n in range(1_200):
        good = r.random() < 0.9
        items = [{"sku": f"{n}-{i}"} for i in range(r.randrange(4))]
        events.append(an_event(an_order_of(*items, total=1 if good else -1), id=f"e-{n}"))
        if good:
            expected += [(f"e-{n}", i, item["sku"]) for i, item in enumerate(items)]

    rows = conformed(*events).children("lines")

    assert [(row["event_id"], row["_position"], row["sku"]) for row in rows] == expected


def test_the_report_counts_the_rows_of_children_and_holds_them_against_the_files() -> None:
    store = MemoryStore()
    lines = [a_line(an_event(an_order_of({"sku": "a"}, {"sku": "b"})))]
    job, task = a_task([lines], store, CONTRACTS)
    result = conform_objects(job, task, 7, store)
    manifest = Manifest(1, job.batch_id, "hash", task.objects)

    [entry] = make_report(job, manifest, [result], NOW, NOW)["types"]

    [child] = [file for file in result.files if file.child]
    listed = [{"key": child.key, "rows": 2, "bytes": child.bytes}]
    assert entry["children"] == [
        {"name": "lines", "rows": 2, "files": listed},
        {"name": "tags", "rows": 0, "files": []},
    ]
    assert (entry["rows"], len(entry["files"])) == (1, 1)
    assert "sku" not in entry["nulls"]

    result.types["orders.order_placed"].children["lines"] -= 1
    with pytest.raises(LawBroken, match="rows of lines 1, in files 2"):
        make_report(job, manifest, [result], NOW, NOW)


@pytest.mark.parametrize("path", [["nope"], ["total"]])
def test_a_table_that_is_not_in_the_schema_ends_the_job(path: list[str]) -> None:
    columns = [{"name": "sku", "path": ["sku"], "type": "string", "nullable": True}]

    with pytest.raises(ContractSetInvalid, match="not in"):
        a_contract_set(a_type(tables=[a_table("x", path, columns)]))
