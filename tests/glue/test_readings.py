"""What texts are read as: every kind of reading at its limits, and the column as each value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from lakehouse.contracts import ContractSetInvalid

from tests.glue.builders import (
    Json,
    a_contract_set,
    a_line,
    a_payload_schema,
    a_type,
    an_event,
    an_order,
    conform,
    contract_set_text,
    some_columns,
)
from tests.glue.support.columns import a_column, a_time, read, utc

INTEGERS: list[tuple[str, Any]] = [
    ("0", 0),
    ("-0", 0),
    ("007", 7),
    ("-12", -12),
    ("9223372036854775807", (1 << 63) - 1),
    ("-9223372036854775808", -(1 << 63)),
    ("9223372036854775808", "number_range"),
    ("0" * 5000 + "7", 7),
    ("9" * 5000, "number_range"),
    *((text, "parse") for text in ("", " 1", "1 ", "+1", "1.0", "1e2", "0x1", "1_0", "--1", "-")),
    *((text, "parse") for text in ("\u0661", "\uff11", "1\n", "NaN")),
]
DECIMALS: list[tuple[str, Any]] = [
    ("2.55", Decimal("2.550")),
    ("-0.001", Decimal("-0.001")),
    ("9999999.999", Decimal("9999999.999")),
    ("10000000", "number_range"),
    ("0.0001", "number_range"),
    ("1.5000000", Decimal("1.500")),
    ("0" * 500 + "1", Decimal(1)),
    ("1." + "0" * 3000 + "1", "number_range"),
    ("9" * 1_000_001, "number_range"),
    ("74890682883607598386756508899.57903289218401107043419254122482447577", "number_range"),
    ("1" + "0" * 200, "number_range"),
    *(
        (text, "parse")
        for text in ("1e2", ".5", "5.", "1,5", "", "+1", "Infinity", "1.5\n", "\u0663.5")
    ),
]
DOUBLES: list[tuple[str, Any]] = [
    ("0.1", 0.1),
    ("1e3", 1000.0),
    ("1E-3", 0.001),
    ("-0", 0.0),
    ("0e400", 0.0),
    ("1.7976931348623157e308", 1.7976931348623157e308),
    ("1e400", "number_range"),
    ("-1e400", "number_range"),
    ("1e-400", "number_range"),
    ("1e99999999999999999999", "number_range"),
    ("1e23", 1e23),
    ("100000000000000000000000", "number_range"),
    ("1" * 400 + "e-390", float("1111111111.1111111111")),
    ("9007199254740993", "number_range"),
    ("9007199254740992", 9007199254740992.0),
    ("9" * 400, "number_range"),
    *((text, "parse") for text in ("nan", "inf", "Infinity", ".5", "5.", "1e", "", "0x1p3", "+1")),
]
BOOLEANS: list[tuple[str, Any]] = [("Y", True), ("N", False), ("Yes", True), ("y", "parse")]
BOOLEANS += [(text, "parse") for text in ("", " Y", "true", "1")]


@pytest.mark.parametrize(("text", "value"), INTEGERS)
def test_an_integer_is_digits(text: str, value: Any) -> None:
    assert read(a_column("integer", {"kind": "integer"}), text) == [value]


@pytest.mark.parametrize(("text", "value"), DECIMALS)
def test_a_decimal_is_digits_that_fit(text: str, value: Any) -> None:
    column = a_column("decimal", {"kind": "decimal"}, precision=10, scale=3)
    assert read(column, text) == [value]


@pytest.mark.parametrize(("text", "value"), DOUBLES)
def test_a_number_is_a_double_or_out_of_range(text: str, value: Any) -> None:
    assert read(a_column("double", {"kind": "number"}), text) == [value]


@pytest.mark.parametrize(("text", "value"), BOOLEANS)
def test_a_truth_value_has_exact_spellings(text: str, value: Any) -> None:
    column = a_column("boolean", {"kind": "boolean", "true": ["Y", "Yes"], "false": ["N"]})
    assert read(column, text) == [value]


DATES: list[tuple[str, str, Any]] = [
    ("MM/dd/yyyy", "02/29/2000", date(2000, 2, 29)),
    ("MM/dd/yyyy", "02/29/1900", "parse"),
    ("MM/dd/yyyy", "2/9/2000", "parse"),
    ("M/d/yyyy", "2/9/2000", date(2000, 2, 9)),
    ("M/d/yyyy", "02/09/2000", date(2000, 2, 9)),
    ("dd MMM yyyy", "01 Jan 0001", date(1, 1, 1)),
    ("dd MMM yyyy", "31 Dec 9999", date(9999, 12, 31)),
    ("dd MMM yyyy", "01 jan 2000", "parse"),
    ("dd MMM yyyy", "01 Foo 2000", "parse"),
    ("yyyy-MM-dd", "0000-01-01", "parse"),
    ("yyyy-MM-dd", "2000-00-01", "parse"),
    ("yyyy-MM-dd", "2000-01-01 ", "parse"),
    ("yyyy.MM.dd", "2000-01-01", "parse"),
    ("'day' dd'.'MM'.'yyyy 'o''clock'", "day 02.01.2000 o'clock", date(2000, 1, 2)),
]
TIMES: list[tuple[str, str, Any]] = [
    ("yyyy-MM-dd HH:mm:ss", "1969-12-31 23:59:59", utc(1969, 12, 31, 23, 59, 59)),
    ("yyyy-MM-dd HH:mm:ss", "2000-01-01 24:00:00", "parse"),
    ("yyyy-MM-dd HH:mm:ss", "2000-01-01 23:59:60", "parse"),
    ("yyyy-MM-dd HH:mm:ss", "2000-01-01T23:59:50", "parse"),
    ("yyyy-MM-dd'T'HH:mm:ss.SSS", "2000-01-01T00:00:00.120", utc(2000, 1, 1, 0, 0, 0, 120_000)),
    ("yyyy-MM-dd'T'HH:mm:ss.SSS", "2000-01-01T00:00:00.12", "parse"),
    ("yyyy-MM-dd'T'HH:mm:ss[.SSS]", "2000-01-01T00:00:00", utc(2000, 1, 1)),
    ("yyyy-MM-dd'T'HH:mm:ss.SSSSSS", "2000-01-01T00:00:00.000001", utc(2000, 1, 1, 0, 0, 0, 1)),
    ("yyyy/MM/dd H:mm", "2000/01/01 9:05", utc(2000, 1, 1, 9, 5)),
    ("yyyy/MM/dd", "2000/01/01", utc(2000, 1, 1)),
]
OFFSETS: list[tuple[str, str, Any]] = [
    ("dd/MMM/yyyy:HH:mm:ss Z", "17/May/2015:10:05:03 +0000", utc(2015, 5, 17, 10, 5, 3)),
    ("dd/MMM/yyyy:HH:mm:ss Z", "17/May/2015:10:05:03 -05:30", utc(2015, 5, 17, 15, 35, 3)),
    ("yyyy-MM-dd HH:mm Z", "2015-05-17 10:05 Z", utc(2015, 5, 17, 10, 5)),
    ("yyyy-MM-dd HH:mm Z", "2015-05-17 10:05 +2400", "parse"),
    ("yyyy-MM-dd HH:mm Z", "2015-05-17 10:05 +01", "parse"),
    ("yyyy-MM-dd HH:mm Z", "0001-01-01 00:00 +0100", "parse"),
    ("yyyy-MM-dd HH:mmX", "2015-05-17 10:05+01", utc(2015, 5, 17, 9, 5)),
]


@pytest.mark.parametrize(("pattern", "text", "value"), DATES)
def test_a_date_is_as_its_pattern(pattern: str, text: str, value: Any) -> None:
    assert read(a_column("date", {"kind": "date", "pattern": pattern}), text) == [value]


@pytest.mark.parametrize(("pattern", "text", "value"), TIMES)
def test_a_time_without_zone_is_kept_as_written(pattern: str, text: str, value: Any) -> None:
    assert read(a_time(pattern, zone=None), text) == [value]
    assert read(a_time(pattern, zone="UTC"), text) == [value]


@pytest.mark.parametrize(("pattern", "text", "value"), OFFSETS)
def test_a_time_with_an_offset_is_an_instant(pattern: str, text: str, value: Any) -> None:
    assert read(a_time(pattern), text) == [value]


@pytest.mark.parametrize(
    ("zone", "text", "choice", "value"),
    [
        ("Europe/London", "2011-10-30 00:59:59", "quarantine", utc(2011, 10, 29, 23, 59, 59)),
        ("Europe/London", "2011-10-30 01:00:00", "quarantine", "parse"),
        ("Europe/London", "2011-10-30 01:30:00", "quarantine", "parse"),
        ("Europe/London", "2011-10-30 01:30:00", "earlier", utc(2011, 10, 30, 0, 30)),
        ("Europe/London", "2011-10-30 01:30:00", "later", utc(2011, 10, 30, 1, 30)),
        ("Europe/London", "2011-10-30 02:00:00", "quarantine", utc(2011, 10, 30, 2)),
        ("America/New_York", "2001-04-01 01:59:59", "quarantine", utc(2001, 4, 1, 6, 59, 59)),
        ("America/New_York", "2001-04-01 02:30:00", "quarantine", "parse"),
        ("America/New_York", "2001-04-01 02:30:00", "earlier", "parse"),
        ("America/New_York", "2001-04-01 02:30:00", "later", "parse"),
        ("America/New_York", "2001-04-01 03:00:00", "quarantine", utc(2001, 4, 1, 7)),
        ("America/New_York", "1880-01-01 00:00:00", "quarantine", utc(1880, 1, 1, 4, 56, 2)),
        ("America/New_York", "2400-07-01 00:00:00", "quarantine", utc(2400, 7, 1, 4)),
        ("Pacific/Apia", "2011-12-30 12:00:00", "later", "parse"),
        ("Pacific/Apia", "2011-12-31 00:00:00", "later", utc(2011, 12, 30, 10)),
        ("Australia/Lord_Howe", "2024-04-07 01:45:00", "later", utc(2024, 4, 6, 15, 15)),
        ("Asia/Kolkata", "0001-01-01 00:00:00", "later", "parse"),
        ("America/New_York", "9999-12-31 23:00:00", "later", "parse"),
        ("Asia/Kolkata", "9999-12-31 23:00:00", "later", utc(9999, 12, 31, 17, 30)),
    ],
)
def test_the_clock_of_a_place(zone: str, text: str, choice: str, value: Any) -> None:
    assert read(a_time("yyyy-MM-dd HH:mm:ss", zone=zone, ambiguous=choice), text) == [value]


def test_the_zone_is_by_row_where_a_reference_table_says_so() -> None:
    by_row = {"reference": "airport_zones", "by": "origin"}
    column = a_time("yyyy/MM/dd HH:mm", zone=by_row)
    keys = ["JFK", "LHR", "XXX", None, "JFK", "LHR"]
    texts = ["2001/01/01 12:00"] * 4 + [None, "noon"]

    read_texts = read(column, *texts, keys=keys)

    assert read_texts == [utc(2001, 1, 1, 17), utc(2001, 1, 1, 12), "parse", "parse", None, "parse"]


def test_of_a_list_the_reading_for_the_values_type_is_taken() -> None:
    column = a_column("timestamp", {"kind": "date-time"}, {"kind": "epoch", "unit": "seconds"})

    values = read(column, "2015-05-05T23:40:38Z", 1430869238, None, "1430869238", 1430869238.25)

    assert values == [
        utc(2015, 5, 5, 23, 40, 38),
        utc(2015, 5, 5, 23, 40, 38),
        None,
        "parse",
        utc(2015, 5, 5, 23, 40, 38, 250_000),
    ]


@pytest.mark.parametrize(
    ("unit", "value", "instant"),
    [
        ("seconds", 1, utc(1970, 1, 1, 0, 0, 1)),
        ("seconds", "-1", utc(1969, 12, 31, 23, 59, 59)),
        ("seconds", 0.5, utc(1970, 1, 1, 0, 0, 0, 500_000)),
        ("seconds", "0.0000001", "parse"),
        ("milliseconds", "1517966773840", utc(2018, 2, 7, 1, 26, 13, 840_000)),
        ("microseconds", 253402300799999999, utc(9999, 12, 31, 23, 59, 59, 999_999)),
        ("microseconds", 253402300800000000, "parse"),
        ("microseconds", 0.5, "parse"),
        ("seconds", "1e9", "parse"),
        ("seconds", "", "parse"),
        ("seconds", "9" * 5000, "parse"),
        ("seconds", True, "parse"),
    ],
)
def test_a_count_since_1970(unit: str, value: Any, instant: Any) -> None:
    assert read(a_column("timestamp", {"kind": "epoch", "unit": unit}), value) == [instant]


def test_missing_is_by_exact_text_and_before_any_reading() -> None:
    column = a_column("integer", {"kind": "integer"}, missing=frozenset({"", "NA"}))

    assert read(column, "", "NA", "na", " ", "5", None) == [None, None, "parse", "parse", 5, None]


def test_missing_where_a_value_is_needed_is_parse() -> None:
    columns = [c | {"missing": ["-"]} if c["name"] == "order_id" else c for c in some_columns()]
    lines = [a_line(an_event(an_order(order_id=i), id=f"e{i}")) for i in ("-", "x")]

    conformed = conform(lines, contract_set=contract_set_text(a_type(columns=columns)))

    assert [row["order_id"] for row in conformed.rows] == ["x"]
    assert conformed.codes == ["parse"]


def test_a_missing_identifier_has_no_pseudonym() -> None:
    columns = [c | {"missing": [""]} if c["name"] == "customer_id" else c for c in some_columns()]
    line = a_line(an_event(an_order(customer_id="")))

    [row] = conform([line], contract_set=contract_set_text(a_type(columns=columns))).rows

    assert (row["customer_id"], row["customer_id_key"]) == (None, None)


def test_a_text_that_cannot_be_read_is_shown_unless_it_may_be_personal() -> None:
    columns = some_columns()
    for name in ("note", "email"):
        place = next(n for n, column in enumerate(columns) if column["name"] == name)
        columns[place] |= {"type": "integer", "parse": [{"kind": "integer"}]}
    line = a_line(an_event(an_order(note="1.0", email="canary@x.org")))

    [record] = conform([line], contract_set=contract_set_text(a_type(columns=columns))).quarantined

    assert record["reason"] == "parse"
    assert '\\"1.0\\"' in record["reasons"]
    assert "canary" not in record["reasons"]


def test_a_text_may_be_as_long_as_its_own_schema_lets_it_be() -> None:
    schema = a_payload_schema()
    schema["properties"]["note"] = {"anyOf": [{"enum": [""]}, {"type": "string", "maxLength": 5}]}
    columns = [c | {"max_bytes": 20} if c["name"] == "note" else c for c in some_columns()]

    [contract] = a_contract_set(a_type(payload_schema=schema, columns=columns)).contracts

    assert {c.name: c.bounded for c in contract.columns}["note"]


BROKEN: list[tuple[str, Json]] = [
    ("unknown epoch unit", {"kind": "epoch", "unit": "days"}),
    ("makes no timestamp", {"kind": "integer"}),
    ("makes no timestamp", {"kind": "roman"}),
    ("means nothing", {"kind": "time", "pattern": "yy-MM-dd", "zone": None}),
    ("means nothing", {"kind": "time", "pattern": "yyyy-MM-ddTHH:mm", "zone": None}),
    ("not closed", {"kind": "time", "pattern": "yyyy-MM-dd'", "zone": None}),
    ("year, month and day", {"kind": "time", "pattern": "HH:mm", "zone": None}),
    ("redefinition", {"kind": "time", "pattern": "yyyy-MM-dd dd", "zone": None}),
    ("takes no zone", {"kind": "time", "pattern": "yyyy-MM-dd Z", "zone": "UTC"}),
    ("unknown time zones", {"kind": "time", "pattern": "yyyy-MM-dd", "zone": "Mars/Base"}),
    ("unknown reference", {"kind": "time", "pattern": "yyyy-MM-dd", "zone": {"reference": "x"}}),
    ("ambiguous", {"kind": "time", "pattern": "yyyy-MM-dd", "zone": "UTC", "ambiguous": "no"}),
]


@pytest.mark.parametrize(("message", "parse"), BROKEN)
def test_a_reading_that_this_job_does_not_know_ends_it(message: str, parse: Json) -> None:
    columns = [c | {"parse": [parse]} if c["name"] == "placed_at" else c for c in some_columns()]

    with pytest.raises(ContractSetInvalid, match=message):
        a_contract_set(a_type(columns=columns))
