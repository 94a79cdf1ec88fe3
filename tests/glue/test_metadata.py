"""What is told of refused records fits the columns of a warehouse, whatever was sent."""

from __future__ import annotations

import orjson
from lakehouse.quarantine import MAX_PART_CHARACTERS, _reasons
from lakehouse.reasons import Reason, as_text

from tests.glue.builders import (
    a_line,
    a_type,
    an_event,
    an_order,
    conform,
    contract_set_text,
    read_parquet,
)


def test_ids_and_reasons_fit_columns_of_a_warehouse() -> None:
    long_member = {"\U0001f40b" * 30_000: 1}
    lines = [
        a_line(an_event(id="nul \x00 inside")),
        a_line(an_event(id="x" * 100_000)),
        a_line(an_event(an_order(total="12", **long_member))),
    ]

    conformed = conform(lines)

    [key] = conformed.store.keys("quarantine", "metadata/")
    told = read_parquet(conformed.store.get("quarantine", key).body)
    assert [row["record_id"] for row in told] == [
        record["record_id"] for record in conformed.quarantined
    ]
    for row in told:
        assert "raw" not in row
        assert len((row["event_id"] or "").encode()) <= 1024
        assert "\0" not in (row["event_id"] or "")
        assert len(row["reasons"].encode()) <= 65_535
        assert orjson.loads(row["reasons"])[0]["code"] == row["reason"]


def test_a_reason_with_a_long_path_is_cut_in_what_is_told_only() -> None:
    told = _reasons(as_text([Reason("schema", "/" + "ä" * 50_000, "type string", "integer")]))

    [reason] = orjson.loads(told)
    assert (reason["code"], len(reason["path"])) == ("schema", MAX_PART_CHARACTERS)
    assert (reason["expected"], reason["got"]) == ("type string", "integer")


def test_an_event_with_hundreds_of_columns_that_misfit_fits_too() -> None:
    names = [f"{'counted_' * 10}{number}" for number in range(400)]
    columns = [
        {
            "name": n,
            "path": [n],
            "type": "integer",
            "nullable": True,
            "parse": [{"kind": "integer"}],
        }
        for n in names
    ]
    schema = {"type": "object", "properties": {name: {"type": "string"} for name in names}}
    contracts = contract_set_text(a_type(payload_schema=schema, columns=columns, assertions=[]))

    conformed = conform([a_line(an_event(dict.fromkeys(names, "x")))], contract_set=contracts)

    [key] = conformed.store.keys("quarantine", "metadata/")
    [told] = read_parquet(conformed.store.get("quarantine", key).body)
    assert len(told["reasons"].encode()) <= 65_535
    assert len(orjson.loads(told["reasons"])) == 10
