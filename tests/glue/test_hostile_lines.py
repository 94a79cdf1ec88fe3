"""Whatever a line holds becomes rows or quarantined records, with reason and own bytes."""

from __future__ import annotations

import json
from time import monotonic
from typing import Any

import orjson
import pytest

from tests.glue.builders import (
    RECEIVED,
    SOURCE,
    a_batch,
    a_line,
    an_event,
    an_order,
    conform,
    raw_line,
)

ORDER = b'"order_id":"o-1"'
TAKEN = "taken"


def payload(text: bytes, total: bytes = b"1") -> bytes:
    """A line with these members besides a sound order's."""
    return raw_line(b"{" + ORDER + b',"total":' + total + (b"," + text if text else b"") + b"}")


def total(number: bytes) -> bytes:
    return payload(b"", number)


def nested(levels: int) -> bytes:
    return payload(b'"lines":[{"a":' + b"[" * levels + b"]" * levels + b"}]")


def deep_list(levels: int) -> Any:
    """A list in a list in a list."""
    value: Any = []
    for _ in range(levels - 1):
        value = [value]
    return value


HOSTILE = [
    ("cut in a string", a_line()[:60], "malformed_json"),
    ("cut after a brace", a_line()[:-1], "malformed_json"),
    ("one byte", b"{", "malformed_json"),
    ("two values", a_line() + a_line(), "malformed_json"),
    ("trailing text", a_line() + b"x", "malformed_json"),
    ("trailing comma", payload(b'"gift":true,'), "malformed_json"),
    ("single quotes", b"{'a':1}", "malformed_json"),
    ("leading zero", total(b"01"), "malformed_json"),
    ("bare decimal point", total(b"1."), "malformed_json"),
    ("plus sign", total(b"+1"), "malformed_json"),
    ("hexadecimal", total(b"0x1F"), "malformed_json"),
    ("NaN", total(b"NaN"), "malformed_json"),
    ("Infinity", total(b"Infinity"), "malformed_json"),
    ("minus Infinity", total(b"-Infinity"), "malformed_json"),
    ("control character in a string", payload(b'"note":"\x01"'), "malformed_json"),
    ("comment", payload(b'/* */"gift":true'), "malformed_json"),
    ("plain text", b"hello", "malformed_json"),
    ("a NUL byte", b"\0", "malformed_json"),
    ("UTF-16", a_line().decode().encode("utf-16"), "encoding"),
    ("byte order mark before the line", b"\xef\xbb\xbf" + a_line(), "encoding"),
    ("byte order mark in a string", payload('"note":"\ufeffx"'.encode()), TAKEN),
    ("U+FFFE in a string", payload('"note":"\ufffe"'.encode()), TAKEN),
    ("invalid UTF-8", payload(b'"note":"\xff\xfe"'), "encoding"),
    ("overlong UTF-8", payload(b'"note":"\xc0\xaf"'), "encoding"),
    ("surrogate in UTF-8", payload(b'"note":"\xed\xa0\x80"'), "encoding"),
    ("lone high surrogate", payload(b'"note":"\\ud800"'), "encoding"),
    ("lone low surrogate", payload(b'"note":"\\udc00x"'), "encoding"),
    ("surrogate in a key", payload(b'"\\ud800":1'), "encoding"),
    ("surrogate pair", payload(b'"note":"\\ud83d\\ude00"'), TAKEN),
    ("NUL in a column", payload(b'"note":"a\\u0000b"'), "encoding"),
    ("NUL in json", payload(b'"lines":[{"a":"\\u0000"}]'), "encoding"),
    ("NUL in an unknown member", payload(b'"new":"\\u0000"'), "encoding"),
    ("escaped backslash before u0000", payload(b'"note":"\\\\u0000"'), TAKEN),
    ("top-level array", b"[]", "envelope"),
    ("top-level number", b"7", "envelope"),
    ("top-level null", b"null", "envelope"),
    ("empty object", b"{}", "envelope"),
    ("detail is a number", a_line(detail=7), "envelope"),
    ("detail is text", a_line(detail="{}"), "envelope"),
    ("no arrival time", a_line(time=None), "envelope"),
    ("arrival time is no time", a_line(time="yesterday"), "envelope"),
    ("no source", a_line(source=None), "envelope"),
    ("empty batch", a_line(detail={"events": []}), "envelope"),
    ("event beside a batch", a_line(detail=an_event(events=[an_event()])), "envelope"),
    ("event is null", a_batch(None), "envelope"),
    ("event is text", a_batch("x"), "envelope"),
    ("no id", a_line(an_event(id=None)), "envelope"),
    ("empty id", a_line(an_event(id="")), "envelope"),
    ("id is a number", a_line(an_event(id=7)), "envelope"),
    ("id of 256 bytes", a_line(an_event(id="é" * 128)), TAKEN),
    ("id of 257 bytes", a_line(an_event(id="é" * 128 + "x")), "envelope"),
    ("time without zone", a_line(an_event(time="2026-11-25T09:00:00")), "envelope"),
    ("time with a space", a_line(an_event(time="2026-11-25 09:00:00Z")), "envelope"),
    ("time of 31 June", a_line(an_event(time="2026-06-31T09:00:00Z")), "envelope"),
    ("leap second", a_line(an_event(time="2026-11-25T09:59:60Z")), "envelope"),
    ("nanoseconds", a_line(an_event(time="2026-11-25T09:59:58.123456789Z")), "envelope"),
    ("zeros below microseconds", a_line(an_event(time="2026-11-25T09:59:58.123456000Z")), TAKEN),
    ("lower-case time", a_line(an_event(time="2026-11-25t09:59:58z")), TAKEN),
    ("time with offset", a_line(an_event(time="2026-11-25T23:29:58+13:45")), TAKEN),
    ("time is a number", a_line(an_event(time=1)), "envelope"),
    ("data is an array", a_line(an_event([])), "envelope"),
    ("data is text", a_line(an_event("{}")), "envelope"),
    ("data is null", a_line(an_event(data=None)), "envelope"),
    ("type is not the detail-type", a_line(**{"detail-type": "x"}), "envelope"),
    ("source is not the record's", a_line(source="com.evil"), "envelope"),
    ("version is a number", a_line(an_event(dataversion=1)), "envelope"),
    ("version is a word", a_line(an_event(dataversion="one")), "envelope"),
    ("no version", a_line({k: v for k, v in an_event().items() if k != "dataversion"}), TAKEN),
    ("key twice", payload(b'"gift":true,"gift":true'), "duplicate_key"),
    ("key twice, one escaped", payload(b'"note":"x","n\\u006fte":"y"'), "duplicate_key"),
    ("key twice, nested", payload(b'"lines":[{"a":1,"b":[{"c":1,"c":1}]}]'), "duplicate_key"),
    ("key twice behind a space", payload(b'"gift" :true,"gift":true'), "duplicate_key"),
    ("key twice, colon escaped", payload(b'"note":"x\\u003a","note":"y"'), "duplicate_key"),
    ("key twice, long number", payload(b'"gift":true,"gift":1e5', b"1e2"), "duplicate_key"),
    ("key twice, empty", payload(b'"lines":[{"":1,"":2}]'), "duplicate_key"),
    ("id twice", a_line().replace(b'"id":"e-1"', b'"id":"e-1","id":"e-2"'), "duplicate_key"),
    ("arrival twice", a_line().replace(b'"region"', b'"time":"x","region"'), "duplicate_key"),
    ("detail twice", a_line()[:-1] + b',"detail":{}}', "duplicate_key"),
    ("same key in two objects", payload(b'"lines":[{"a":1},{"a":1}]'), TAKEN),
    ("colons in strings", payload(b'"note":"a:b,\\"c\\":d"'), TAKEN),
    ("1e400", total(b"1e400"), "number_range"),
    ("-1e400", total(b"-1e400"), "number_range"),
    ("1e-400", total(b"1e-400"), "number_range"),
    ("exponent of 30 digits", total(b"1e999999999999999999999999999999"), "number_range"),
    ("1e400 in json", payload(b'"lines":[{"a":1e400}]'), "number_range"),
    ("integer of 5,000 digits", payload(b'"pieces":' + b"9" * 5000), "number_range"),
    ("2^53", payload(b'"pieces":9007199254740992'), "number_range"),
    ("-2^53", payload(b'"pieces":-9007199254740992'), "number_range"),
    ("2^53 - 1", payload(b'"pieces":9007199254740991'), TAKEN),
    ("2^63 - 1 where 64 bits are declared", payload(b'"ticket":9223372036854775807'), TAKEN),
    ("2^63 where 64 bits are declared", payload(b'"ticket":9223372036854775808'), "number_range"),
    ("2^64 where 64 bits are declared", payload(b'"ticket":18446744073709551616'), "number_range"),
    ("-2^63 - 1", payload(b'"ticket":-9223372036854775809'), "number_range"),
    ("integer no double holds", payload(b'"weight":9007199254740993'), "number_range"),
    ("1.5 for an integer", payload(b'"pieces":1.5'), "schema"),
    ("1.0 for an integer", payload(b'"pieces":1.0'), TAKEN),
    ("1e2 for an integer", payload(b'"pieces":1e2'), TAKEN),
    ("true for an integer", payload(b'"pieces":true'), "schema"),
    ("text for a number", total(b'"1"'), "schema"),
    ("minus zero", total(b"-0"), TAKEN),
    ("minus 0.0", total(b"-0.0"), TAKEN),
    ("three decimals", total(b"1.005"), "number_range"),
    ("three decimals, last zero", total(b"1.050"), TAKEN),
    ("eleven digits before the point", total(b"12345678901"), "number_range"),
    ("ten digits before the point", total(b"9999999999.99"), TAKEN),
    ("38 digits", total(b"12345678901234567890123456789012345678"), "number_range"),
    ("half a cent hidden by a double", total(b"1.2500000000000000001"), "number_range"),
    ("1e-2", total(b"1e-2"), TAKEN),
    ("1e-3", total(b"1e-3"), "number_range"),
    ("65,535 bytes", a_line(an_event(an_order(note="x" * 65_535))), TAKEN),
    ("65,536 bytes", a_line(an_event(an_order(note="x" * 65_536))), "too_large"),
    ("65,538 bytes in 3-byte letters", a_line(an_event(an_order(note="€" * 21_846))), "too_large"),
    ("too long for maxLength", a_line(an_event(an_order(order_id="x" * 37))), "schema"),
    ("too long by far", a_line(an_event(an_order(order_id="x" * 70_000))), "too_large"),
    ("json of 65,536 bytes", a_line(an_event(an_order(lines=[{"a": "x" * 65_530}]))), "too_large"),
    ("unknown of 65,536 bytes", a_line(an_event(an_order(new="x" * 65_536))), "too_large"),
    ("98 levels below the payload", nested(97), TAKEN),
    ("101 levels", nested(98), "too_deep"),
    ("300 levels", nested(300), "too_deep"),
    ("100,000 levels", nested(100_000), "too_deep"),
    ("100,000 open brackets", b"[" * 100_000, "too_deep"),
    ("brackets in a string", payload(b'"lines":[{"a":"' + b"[" * 500 + b'"}]'), TAKEN),
    ("deep unknown member", payload(b'"new":' + b"[" * 101 + b"]" * 101), "too_deep"),
    ("deep and of a wrong type", payload(b'"gift":1,"new":' + b"[" * 101 + b"]" * 101), "too_deep"),
    ("deep beside the payload", a_line(an_event(new=deep_list(101))), "too_deep"),
    ("100 levels beside the payload", a_line(an_event(new=deep_list(100))), TAKEN),
    ("wrong type, and no time", a_line(an_event(an_order(gift=1), time="x")), "envelope"),
    ("unknown version, and no time", a_line(an_event(dataversion="9", time="x")), "envelope"),
    (
        "1e400 and then a key twice",
        payload(b'"new":1e400,"gift":true,"gift":true'),
        "duplicate_key",
    ),
    ("1e400, then NUL", payload(b'"new":1e400,"note":"\\u0000"'), "encoding"),
    ("zero with an exponent of 30 digits", total(b"0e" + b"9" * 30), TAKEN),
    ("__proto__", payload(b'"__proto__":{"total":2}'), TAKEN),
    ("constructor", payload(b'"constructor":1,"toString":2'), TAKEN),
    ("array where an object is", payload(b'"shipping":[]'), "schema"),
    ("null where an object is", payload(b'"shipping":null'), "schema"),
    ("null where text is", payload(b'"note":null'), "schema"),
    ("year 9999", payload(b'"placed_at":"9999-12-31T23:59:59.999999Z"'), TAKEN),
    ("year 0", payload(b'"placed_at":"0000-01-01T00:00:00Z"'), "parse"),
    ("year 10000 by offset", payload(b'"placed_at":"9999-12-31T23:59:59-14:00"'), "parse"),
    ("milliseconds beyond 9999", payload(b'"paid_ms":253402300800000'), "parse"),
    ("milliseconds before 1", payload(b'"paid_ms":-62135596800001'), "parse"),
    ("carriage return at the end", a_line() + b"\r", TAKEN),
    (
        "spaces everywhere",
        json.dumps(json.loads(a_line()), separators=(" ,\t ", " : ")).encode(),
        TAKEN,
    ),
]


@pytest.mark.parametrize(
    ("line", "outcome"), [pytest.param(line, out, id=name) for name, line, out in HOSTILE]
)
def test_a_hostile_line_between_two_good_ones(line: bytes, outcome: str) -> None:
    before, after = a_line(an_event(id="before")), a_line(an_event(id="after"))

    conformed = conform([before, line, after])

    assert [row["event_id"] for row in conformed.rows if row["_line"] != 1] == ["before", "after"]
    if outcome == TAKEN:
        assert (len(conformed.rows), conformed.codes) == (3, [])
    else:
        [record] = conformed.quarantined
        assert (record["reason"], record["_line"]) == (outcome, 1)
        assert record["raw"] in line
        assert record["raw"] == line or record["event_id"] or record["type"] != "_unknown"
    received = sum(counts.received for counts in conformed.result.types.values())
    assert received == 3


def test_a_line_of_many_bad_events_costs_by_its_length_not_by_its_square() -> None:
    bad = [an_event(an_order(total=-1, weight=n), id=f"e-{n}") for n in range(2000)]
    began = monotonic()

    conformed = conform([a_batch(*bad)])

    assert monotonic() - began < 10
    assert [orjson.loads(record["raw"]) for record in conformed.quarantined] == bad


def test_one_bad_event_in_a_batch_form_does_not_hurt_its_neighbours() -> None:
    bad = an_event(an_order(total="12"), id="bad")

    conformed = conform([a_batch(an_event(id="e-1"), bad, an_event(id="e-3"))])

    assert [(row["event_id"], row["_index"]) for row in conformed.rows] == [("e-1", 0), ("e-3", 2)]
    [record] = conformed.quarantined
    assert (record["record_id"], record["_index"], record["event_id"]) == ("0:0:1", 1, "bad")


@pytest.mark.parametrize(
    ("members", "code"),
    [
        (b'{"order_id":"o","total":1,"note":"\\ud800"}', "encoding"),
        (b'{"order_id":"o","total":1e400}', "number_range"),
        (b'{"order_id":"o","total":1,"total":2}', "duplicate_key"),
        (b'{"order_id":"o","total":1.2500000000000000001}', "number_range"),
    ],
)
def test_what_only_the_slow_reader_sees_does_not_hurt_the_batch(members: bytes, code: str) -> None:
    line = a_batch(an_event("@@", id="bad"), an_event(id="good")).replace(b'"@@"', members)

    conformed = conform([line])

    assert [row["event_id"] for row in conformed.rows] == ["good"]
    [record] = conformed.quarantined
    assert (record["reason"], record["event_id"]) == (code, "bad")
    assert members in record["raw"]


def test_the_raw_bytes_of_a_refused_event_are_exactly_its_own() -> None:
    sent = b'{"order_id" : "o-1",\t"total":1.50, "total2":1.00000000000000000001, "channel":"fax"}'
    line = a_batch(an_event(id="first"), an_event("@@")).replace(b'"@@"', sent)

    [record] = conform([line]).quarantined

    assert sent in record["raw"]
    assert record["raw"].startswith(b'{"specversion"')
    assert record["raw"].endswith(b"}")
    assert record["raw"].count(b"specversion") == 1


def test_blank_lines_are_no_records_but_lines_keep_their_numbers() -> None:
    conformed = conform([b"", b"  \t", a_line(), b"\r", b"", a_line(an_event(id="e-2"))])

    assert [row["_line"] for row in conformed.rows] == [2, 5]
    assert (conformed.result.lines, conformed.quarantined) == (2, [])


def test_a_quarantined_record_says_where_it_was() -> None:
    conformed = conform(
        [a_line(an_event(id="e-2"))], [a_line(), a_line(an_event(an_order(gift=1)))]
    )

    [record] = conformed.quarantined
    assert record["record_id"] == "1:1:0"
    assert record["raw_key"].endswith("-01-x.gz")
    assert record["contract_version"] == "1.2"
    assert record["_received_at"].isoformat() == RECEIVED.replace("Z", "+00:00")
    assert SOURCE.encode() in record["raw"]
