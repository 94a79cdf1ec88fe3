"""A value in a file equals the value sent, for every reader."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from lakehouse.canonical import payload_digest
from lakehouse.conversions import convert
from lakehouse.exact_json import read_json
from lakehouse.instants import parse_instant
from lakehouse.readings import Digits, Reading
from lakehouse.relations import Column

from tests.glue.builders import (
    a_line,
    an_event,
    an_order,
    conform,
    raw_line,
    read_by_duckdb,
)

DECIMALS = ["0", "0.01", "-0.01", "1.5", "73.52", "19.99", "4.35", "9999999999.99", "-1e-2", "1e9"]


def file_of(*lines: bytes) -> bytes:
    """The one curated file that these lines make."""
    conformed = conform(lines)
    assert conformed.codes == []
    [key] = conformed.store.keys("curated", "")
    return conformed.store.get("curated", key).body


@pytest.mark.parametrize("text", [t for t in DECIMALS if not t.startswith("-")])
def test_a_decimal_is_the_text_sent(text: str, tmp_path: Path) -> None:
    body = file_of(raw_line(b'{"order_id":"o-1","total":%s}' % text.encode()))

    assert pq.read_table(pa.BufferReader(body))["total"][0].as_py() == Decimal(text)
    assert read_by_duckdb(body, "SELECT total FROM file", tmp_path) == [(Decimal(text),)]


@pytest.mark.parametrize("reads", [(), (Digits(),)], ids=["numbers", "texts"])
@pytest.mark.parametrize(("precision", "scale"), [(38, 2), (38, 37), (10, 3), (38, 0), (1, 0)])
def test_numbers_of_more_digits_than_any_decimal_are_exact_or_refused(
    precision: int, scale: int, reads: tuple[Reading, ...]
) -> None:
    r = random.Random(5)
    column = Column("c", ("c",), "decimal", True, precision=precision, scale=scale, readings=reads)
    for _ in range(1000):
        digits = "".join(r.choice("0123456789") for _ in range(r.randrange(1, 80)))
        point = r.choice([len(digits), r.randrange(1, len(digits) + 1)])
        text = digits[:point] + ("." + digits[point:] if digits[point:] else "")
        text += "0" * 50 if "." in text and r.random() < 0.2 else ""
        sent = int(text) if text.isdigit() else Decimal(text)

        array, unfit = convert([text if reads else sent], column)

        whole, _, fraction = text.partition(".")
        fits = len(whole.lstrip("0")) <= precision - scale and len(fraction.rstrip("0")) <= scale
        assert (array[0].as_py(), len(unfit)) == ((Decimal(text), 0) if fits else (None, 1)), text


def test_doubles_of_every_size_are_exact_decimals_or_refused() -> None:
    r = random.Random(7)
    column = Column("c", ("c",), "decimal", True, precision=38, scale=10)
    for _ in range(2000):
        number = float(f"{r.randrange(-999, 999)}e{r.randrange(-60, 60)}")

        array, unfit = convert([number], column)

        exact = Decimal(repr(number))
        fits = abs(exact) < 10**28 and exact.scaleb(10) == int(exact.scaleb(10))
        assert (array[0].as_py(), len(unfit)) == ((exact, 0) if fits else (None, 1)), number


def test_random_decimals_of_every_length_are_exact_or_refused() -> None:
    r = random.Random(3)
    for _ in range(300):
        digits = r.randrange(1, 22)
        scale = r.randrange(0, 5)
        number = Decimal(r.randrange(10**digits)).scaleb(-scale)
        line = raw_line(b'{"order_id":"o-1","total":%s}' % format(number, "f").encode())

        conformed = conform([line])

        cents = number * 100
        if cents == int(cents) and number < 10**10:
            assert [row["total"] for row in conformed.rows] == [number]
        else:
            assert conformed.codes == ["number_range"]


@pytest.mark.parametrize(
    "text",
    ["0.1", "0.30000000000000004", "5e-324", "1.7976931348623157e308", "-1.5", "3", "1e22", "0.10"],
)
def test_a_double_is_the_nearest_to_the_text(text: str) -> None:
    body = file_of(raw_line(b'{"order_id":"o-1","total":1,"weight":%s}' % text.encode()))

    assert pq.read_table(pa.BufferReader(body))["weight"][0].as_py() == float(text)


def test_json_keeps_every_digit_and_sorts_keys() -> None:
    sent = b'{"order_id":"o-1","total":1,"lines":[{"b":0.12345678901234567890123,"a":1e2}]}'

    [row] = conform([raw_line(sent)]).rows

    assert row["lines"] == '[{"a":100.0,"b":0.12345678901234567890123}]'


def test_members_without_a_column_are_kept_nested_and_counted_as_drift() -> None:
    sent = an_order(coupon="X", shipping={"country": "DE", "zip": "12345"})

    conformed = conform([a_line(an_event(sent)), a_line(an_event(id="e-2"))])

    rests = [row["_rest"] for row in conformed.rows]
    assert rests == ['{"coupon":"X","shipping":{"zip":"12345"}}', None]
    assert conformed.result.types["orders.order_placed"].drift == 1


def test_each_logical_type_reads_alike_in_pyarrow_and_duckdb(tmp_path: Path) -> None:
    order = an_order(
        placed_at="2026-11-25T10:00:00.000001+01:00",
        paid_ms=1517966773840,
        due="2026-12-24",
        channel="web",
        weight=2,
        pieces=3.0,
        ticket=(1 << 63) - 1,
        gift=True,
        note="é",
        shipping={"country": "DE"},
        place=[52.5, 13],
    )
    body = file_of(a_line(an_event(order)))

    asked = (
        "SELECT placed_at::VARCHAR, paid_at::VARCHAR, due::VARCHAR, channel, weight, pieces, "
        "ticket, gift, note, shipping_country, latitude, longitude, typeof(total), "
        "event_time::VARCHAR, _received_at::VARCHAR FROM file"
    )
    assert read_by_duckdb(body, asked, tmp_path) == [
        (
            "2026-11-25 09:00:00.000001",
            "2018-02-07 01:26:13.84",
            "2026-12-24",
            "web",
            2.0,
            3,
            (1 << 63) - 1,
            True,
            "é",
            "DE",
            52.5,
            13.0,
            "DECIMAL(12,2)",
            "2026-11-25 09:59:58.123",
            "2026-11-25 10:00:00",
        )
    ]


YEARS = ["0001-01-01T00:00:00Z", "1582-10-15T00:00:00Z", "1950-06-15T12:34:56.000001Z"]
YEARS += ["1969-12-31T23:59:59.999999Z", "2262-04-12T00:00:00Z", "9999-12-31T23:59:59.999999Z"]


@pytest.mark.parametrize("time", YEARS)
def test_timestamps_of_all_years_read_alike(time: str, tmp_path: Path) -> None:
    body = file_of(a_line(an_event(an_order(placed_at=time))))

    [row] = pq.read_table(pa.BufferReader(body), coerce_int96_timestamp_unit="us").to_pylist()
    assert row["placed_at"].isoformat() == time.removesuffix("Z")
    [(by_duckdb,)] = read_by_duckdb(body, "SELECT placed_at FROM file", tmp_path)
    assert by_duckdb.isoformat() == time.removesuffix("Z")


def test_a_column_of_times_is_read_as_its_values_one_by_one() -> None:
    """Arrow reads more than RFC 3339 as a time; nothing of that may get through."""
    r = random.Random(5)
    column = Column("t", ("t",), "timestamp", nullable=False)
    for _ in range(3000):
        text = r.choice(
            ["2026-11-25T10:00:00Z", "2026-11-25T10:00:00.123Z", "2026-11-25T10:00:00+01:00"]
        )
        for _ in range(r.randrange(3)):
            place = r.randrange(len(text) + 1)
            text = text[:place] + r.choice(" 0159:-+.TZtz") + text[place + r.randrange(2) :]

        [read] = convert([text], column).array.cast(pa.int64()).to_pylist()

        assert read == parse_instant(text), text


def test_the_file_is_what_copy_loads() -> None:
    file = pq.ParquetFile(pa.BufferReader(file_of(a_line())))
    columns = [file.schema.column(place) for place in range(len(file.schema.names))]
    physical = {column.name: column for column in columns}

    assert physical["event_time"].physical_type == "INT96"
    assert physical["placed_at"].physical_type == "INT96"
    assert (physical["total"].physical_type, physical["total"].length) == (
        "FIXED_LEN_BYTE_ARRAY",
        6,
    )
    assert physical["due"].logical_type.type == "DATE"
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert file.schema_arrow.names[:10] == [
        *("event_id", "event_time", "_received_at", "_batch_id", "_object", "_line", "_index"),
        *("_contract_version", "_payload_hash", "_rest"),
    ]
    assert file.schema_arrow.names[10:13] == ["order_id", "customer_id", "customer_id_key"]


SAME = [
    (b'{"a":1}', b'{"a":1.0}'),
    (b'{"a":1}', b'{ "a" : 1e0 }'),
    (b'{"a":0}', b'{"a":-0.0}'),
    (b'{"a":100}', b'{"a":1E+2}'),
    (b'{"a":0.1}', b'{"a":0.10}'),
    (b'{"a":10000000000000000}', b'{"a":1e16}'),
    (b'{"a":9007199254740994}', b'{"a":9007199254740994.0}'),
    (b'{"a":18446744073709551616}', b'{"a":18446744073709551616.0}'),
    (b'{"a":100000000000000000000}', b'{"a":1e20}'),
    (b'{"a":1e22}', b'{"a":10000000000000000000000.00}'),
    (b'{"a":0.12345678901234567891}', b'{"a":12345678901234567891e-20}'),
    (b'{"a":1,"b":[{"c":1,"d":2}]}', b'{"b":[{"d":2.0,"c":1}],"a":1}'),
    (b'{"a":"\\u00e9"}', '{"a":"é"}'.encode()),
    (b'{"a":"\\/"}', b'{"a":"/"}'),
]
DIFFERENT = [
    (b'{"a":1}', b'{"a":"1"}'),
    (b'{"a":1}', b'{"a":true}'),
    (b'{"a":0}', b'{"a":null}'),
    (b'{"a":"x,1.0,y"}', b'{"a":"x,1,y"}'),
    (b'{"a":0.1}', b'{"a":0.10000000000000000001}'),
    (b'{"a":9007199254740992}', b'{"a":9007199254740993}'),
    (b'{"a":1e22}', b'{"a":10000000000000000000001}'),
    (b'{"a":[1,2]}', b'{"a":[2,1]}'),
    (b'{"a":{}}', b'{"a":[]}'),
]


def digest(text: bytes) -> bytes:
    document = read_json(text)
    assert isinstance(document, tuple)
    assert len(document) == 2
    return payload_digest(*document)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_payloads_of_equal_value_have_one_hash(one: bytes, other: bytes) -> None:
    assert digest(one) == digest(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_payloads_of_other_value_have_another_hash(one: bytes, other: bytes) -> None:
    assert digest(one) != digest(other)


def test_the_hash_of_a_plain_payload_is_that_of_its_sorted_text() -> None:
    import hashlib

    payload: Any = {"total": 12.5, "order_id": "o-1"}
    [row] = conform([a_line(an_event(payload))]).rows

    text = orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)
    assert row["_payload_hash"] == hashlib.sha256(text).hexdigest()
