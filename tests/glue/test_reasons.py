"""Each reason code: what brings it about, where it points, what it says."""

from __future__ import annotations

import gzip
from typing import Any

import orjson
import pytest

from tests.glue.builders import (
    Conformed,
    a_line,
    a_payload_schema,
    a_type,
    an_event,
    an_order,
    conform,
    contract_set_text,
    raw_line,
)


def reasons(conformed: Conformed) -> list[Any]:
    [record] = conformed.quarantined
    listed: list[Any] = orjson.loads(record["reasons"])
    return listed


def test_a_cut_line_is_malformed_json_and_keeps_its_bytes() -> None:
    cut = a_line()[:-40]

    conformed = conform([cut])

    [record] = conformed.quarantined
    assert (record["reason"], record["type"], record["raw"]) == ("malformed_json", "_unknown", cut)


def test_an_event_without_a_sound_envelope_is_of_its_type_all_the_same() -> None:
    conformed = conform([a_line(an_event(specversion="0.3"))])

    [record] = conformed.quarantined
    assert (record["reason"], record["type"]) == ("envelope", "orders.order_placed")
    assert reasons(conformed)[0]["path"] == "/specversion"


def test_an_event_of_no_contract_is_unknown() -> None:
    conformed = conform([a_line(an_event(type="OrderLost"), **{"detail-type": "OrderLost"})])

    [record] = conformed.quarantined
    assert (record["reason"], record["type"]) == ("unknown_contract", "_unknown")
    assert reasons(conformed)[0]["got"] == "com.acme.orders OrderLost 1.2"


def test_an_event_of_another_major_version_is_unknown() -> None:
    assert conform([a_line(an_event(dataversion="2.0"))]).codes == ["unknown_contract"]


def test_an_event_against_its_schema_says_path_expectation_and_value() -> None:
    conformed = conform([a_line(an_event(an_order(channel="fax")))])

    assert reasons(conformed) == [
        {
            "code": "schema",
            "path": "/data/channel",
            "expected": 'enum ["web","app"]',
            "got": '"fax"',
        }
    ]


def test_a_missing_member_is_pointed_at() -> None:
    conformed = conform([a_line(an_event({"order_id": "o-1"}))])

    assert [(r["code"], r["path"]) for r in reasons(conformed)] == [("schema", "/data/total")]


def test_a_value_that_its_column_cannot_read_is_parse() -> None:
    conformed = conform([a_line(an_event(an_order(due="2026-02-30")))])

    assert [(r["code"], r["path"]) for r in reasons(conformed)] == [("parse", "/data/due")]


def test_a_row_against_an_assertion_names_it() -> None:
    conformed = conform([a_line(an_event(an_order(total=-1)))])

    assert [(r["code"], r["expected"]) for r in reasons(conformed)] == [("assertion", "total >= 0")]


def test_null_passes_an_assertion() -> None:
    soft = contract_set_text(a_type(assertions=[{"name": "light", "sql": "weight < 5"}]))

    conformed = conform(
        [a_line(an_event(an_order(weight=w), id=f"e-{w}")) for w in (None, 4, 5)], contract_set=soft
    )

    assert [row["weight"] for row in conformed.rows] == [None, 4.0]
    assert conformed.codes == ["assertion"]


def test_a_condition_that_cannot_be_computed_does_not_hold() -> None:
    harsh = contract_set_text(
        a_type(assertions=[{"name": "note is a number", "sql": "CAST(note AS INTEGER) > 0"}])
    )
    lines = [a_line(an_event(an_order(note=n), id=f"e-{n}")) for n in ("1", "x", "2")]

    conformed = conform(lines, contract_set=harsh)

    assert [row["note"] for row in conformed.rows] == ["1", "2"]
    assert conformed.codes == ["assertion"]


def test_an_assertion_over_no_column_fails_the_job_and_not_the_rows() -> None:
    import duckdb

    broken = contract_set_text(a_type(assertions=[{"name": "typo", "sql": "totle >= 0"}]))

    with pytest.raises(duckdb.BinderException):
        conform([a_line()], contract_set=broken)


def test_text_that_is_no_utf8_is_encoding() -> None:
    assert conform([a_line().replace(b"o-1", b"o-\xff")]).codes == ["encoding"]


def test_numbers_of_thousands_of_digits_are_refused_and_hurt_no_neighbour() -> None:
    number = b"1." + b"0" * 3000 + b"1"
    decimal = b'{"order_id":"o","total":' + number + b"}"
    epoch = b'{"order_id":"o","total":1,"paid_ms":' + number + b"}"
    schema = a_payload_schema()
    schema["properties"]["paid_ms"] = {"type": "number"}
    contracts = contract_set_text(a_type(payload_schema=schema))

    conformed = conform(
        [raw_line(decimal, id="1"), raw_line(epoch, id="2"), a_line()], contract_set=contracts
    )

    assert conformed.codes == ["number_range", "parse"]
    assert [row["event_id"] for row in conformed.rows] == ["e-1"]


def test_a_decimal_that_does_not_fit_is_number_range() -> None:
    conformed = conform([raw_line(b'{"order_id":"o-1","total":12.345}')])

    [reason] = reasons(conformed)
    assert (reason["code"], reason["path"], reason["got"]) == (
        "number_range",
        "/data/total",
        "12.345",
    )


def test_a_key_twice_is_duplicate_key() -> None:
    conformed = conform([raw_line(b'{"order_id":"o-1","total":1,"total":1}')])

    assert [(r["code"], r["path"]) for r in reasons(conformed)] == [
        ("duplicate_key", "/data/total")
    ]


def test_text_beyond_65535_bytes_is_too_large() -> None:
    assert conform([a_line(an_event(an_order(note="x" * 65_536)))]).codes == ["too_large"]


def test_nesting_beyond_the_limit_is_too_deep() -> None:
    deep: Any = 1
    for _ in range(120):
        deep = [deep]

    assert conform([a_line(an_event(an_order(lines=[{"deep": deep}])))]).codes == ["too_deep"]


@pytest.mark.parametrize("time", ["2026-10-01T00:00:00Z", "2026-11-25T11:00:01Z"])
def test_an_event_outside_its_window_is_time_out_of_range(time: str) -> None:
    assert conform([a_line(an_event(time=time))]).codes == ["time_out_of_range"]


def test_a_historical_feed_has_a_window_of_its_own_and_no_late_events() -> None:
    feed = contract_set_text(
        a_type(event_time={"from": "2018-01-01T00:00:00Z", "to": "2018-03-01T00:00:00Z"})
    )
    lines = [a_line(an_event(time=f"{t}T00:00:00Z", id=t)) for t in ("2018-02-01", "2026-11-25")]

    conformed = conform(lines, contract_set=feed)

    assert [row["event_id"] for row in conformed.rows] == ["2018-02-01"]
    assert conformed.codes == ["time_out_of_range"]
    assert conformed.result.types["orders.order_placed"].late == 0


def test_one_id_with_two_payloads_keeps_the_first() -> None:
    conformed = conform([a_line(), a_line(an_event(an_order(total=99)))])

    assert [row["_line"] for row in conformed.rows] == [0]
    assert conformed.codes == ["id_collision"]


def test_a_corrupt_object_is_reported_and_contributes_nothing() -> None:
    whole = gzip.compress(a_line() + b"\n")

    conformed = conform(whole[:-5], [a_line()])

    assert [error for _, error in conformed.result.corrupt] == ["cut before its end"]
    assert [row["_object"] for row in conformed.rows] == [1]
    assert conformed.result.types["orders.order_placed"].received == 1
