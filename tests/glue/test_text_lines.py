"""Lines that are no JSON: a contract's pattern makes payloads of them."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
import pytest
from lakehouse.contracts import ContractSetInvalid
from lakehouse.line_patterns import compile_line_pattern

from tests.glue.builders import (
    HISTORY,
    OBJECT_KEY,
    Conformed,
    Json,
    a_contract_set,
    a_line,
    a_type,
    conform,
    contract_set_text,
    raw_line,
    told,
)
from tests.glue.support.columns import utc

LOG = (
    r'^(?<client>[^ ]+) \[(?<at>[^\]]+)\] "(?<request>[^"]*)" (?<status>[0-9]{3})(?: (?<ms>\d+))?$'
)


def a_log(**changes: Any) -> Json:
    """The contract of lines that are text, beside the orders of the same service."""
    names = ["client", "at", "request", "status", "ms"]
    columns: list[Json] = [
        {"name": "client", "path": ["client"], "type": "string", "pii": "identifier"},
        {"name": "client_key", "path": ["client"], "type": "string", "pseudonym_of": "client"},
        {"name": "at", "path": ["at"], "type": "timestamp"}
        | {"parse": [{"kind": "time", "pattern": "dd/MMM/yyyy:HH:mm:ss Z"}]},
        {"name": "request", "path": ["request"], "type": "string", "max_bytes": 80},
        {"name": "status", "path": ["status"], "type": "integer", "parse": [{"kind": "integer"}]},
        {"name": "ms", "path": ["ms"], "type": "integer", "parse": [{"kind": "integer"}]},
    ]
    entry: Json = a_type(
        name="orders.request",
        type="Request",
        version="1.0",
        table={"schema": "orders", "name": "request_v1"},
        event_time=HISTORY,
        envelope={"form": "lines", "id": "position", "time": ["at"], "lines": LOG},
        payload_schema={
            "type": "object",
            "required": names[:4],
            "properties": {name: {"type": "string", "maxLength": 20} for name in names}
            | {"at": {"type": "string"}},
        },
        columns=[{"nullable": True} | column for column in columns],
        assertions=[{"name": "status < 600", "sql": "status < 600"}],
    )
    return entry | changes


def logged(*lines: bytes, key: str = OBJECT_KEY, **changes: Any) -> Conformed:
    return conform(lines, contract_set=contract_set_text(a_type(), a_log(**changes)), key=key)


GOOD = b'83.149.9.216 [17/May/2015:10:05:03 +0200] "GET / HTTP" 200 12'


def test_the_groups_of_a_line_are_its_payload() -> None:
    conformed = logged(b"", GOOD, GOOD[:-3] + b"\r")

    first, second = conformed.rows
    key = hashlib.sha256(OBJECT_KEY.format(0).encode()).hexdigest()
    assert [row["event_id"] for row in conformed.rows] == [f"{key}#1", f"{key}#2"]
    assert first["event_time"] == utc(2015, 5, 17, 8, 5, 3)
    assert first["_received_at"] == utc(2026, 11, 25, 10)
    assert (first["client"], first["request"]) == ("83.149.9.216", "GET / HTTP")
    assert (first["status"], first["ms"], second["ms"]) == (200, 12, None)
    payload = {"client": "83.149.9.216", "at": "17/May/2015:10:05:03 +0200"}
    payload |= {"request": "GET / HTTP", "status": "200", "ms": "12"}
    text = orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)
    assert first["_payload_hash"] == hashlib.sha256(text).hexdigest()


LINES: list[tuple[bytes, list[tuple[str, str]]]] = [
    (b"noise", [("parse", "")]),
    (GOOD + b" ", [("parse", "")]),
    (GOOD.replace(b"200 12", "200 \u0663".encode()), [("parse", "")]),
    (b"{", [("parse", "")]),
    (b'{"a":1}', [("parse", "")]),
    (b'"text"', [("parse", "")]),
    (b"7", [("parse", "")]),
    (b"\xff" + GOOD, [("encoding", "")]),
    (GOOD.replace(b"GET", b"G\0T"), [("encoding", "")]),
    (GOOD.replace(b"GET", b"x" * 30), [("schema", "/data/request")]),
    (GOOD.replace(b"May", b"Mai"), [("parse", "/data/at")]),
    (GOOD.replace(b"2015", b"1815"), [("time_out_of_range", "/data/at")]),
    (GOOD.replace(b"200", b"700"), [("assertion", "/data")]),
]


@pytest.mark.parametrize(("line", "reasons"), LINES)
def test_a_line_that_is_no_line_of_the_pattern(line: bytes, reasons: list[Any]) -> None:
    conformed = logged(line)

    assert told(conformed) == reasons
    [record] = conformed.quarantined
    assert (record["type"], record["raw"]) == ("orders.request", line)
    assert record["event_id"].endswith("#0")
    assert b"83.149" not in record["reasons"].encode()


def test_events_in_an_object_of_text_lines_are_events() -> None:
    conformed = logged(GOOD, a_line(), raw_line(b'{"order_id":"o-1","total":1,"total":1}'))

    assert [row["_line"] for row in conformed.rows] == [0, 1]
    assert [(r["type"], r["reason"]) for r in conformed.quarantined] == [
        ("orders.order_placed", "duplicate_key")
    ]


def test_text_lines_of_an_object_whose_key_has_no_time_are_envelope() -> None:
    assert told(logged(GOOD, key="service=orders/{:02d}.gz")) == [("envelope", "")]


def test_text_lines_of_a_service_without_such_a_contract_are_malformed_json() -> None:
    entry = a_log(service="other")

    assert conform([GOOD], contract_set=contract_set_text(a_type(), entry)).codes == [
        "malformed_json"
    ]


def test_lines_may_be_known_by_their_content() -> None:
    envelope = a_log()["envelope"] | {"id": "content"}

    conformed = logged(GOOD, GOOD, envelope=envelope)

    assert [row["event_id"] for row in conformed.rows] == [conformed.rows[0]["_payload_hash"]]


def test_two_contracts_of_text_lines_in_a_service_end_it() -> None:
    with pytest.raises(ContractSetInvalid, match="one lines contract"):
        a_contract_set(a_log(), a_log(name="orders.other"))


PATTERNS: list[tuple[str, str, Json | None]] = [
    (r"^(?<a>[^ ]+) (?P<b>\d+)$", "x 1", {"a": "x", "b": "1"}),
    (r"^(?<a>\d+)$", "\u0661", None),
    (r"^(?<a>x)$", "x\n", None),
    (r"^(?<a>[(?<])\(?<(?<b>y)>$", "?<y>", {"a": "?", "b": "y"}),
    (r"^(?<a>[\](?<b>]+)$", "](?<b>", {"a": "](?<b>"}),
    (r"^(?<a>\p{Lu}[\p{Ll}-]+)(?<b>\P{L})$", "\u00c9-\u00e91", {"a": "\u00c9-\u00e9", "b": "1"}),
    (r"^(?<a>\p{Lu})$", "\u00e9", None),
    (r"^(?<a>[^\p{N}]+)$", "a1", None),
    (r"^(?<a>\u{1F600}\u00e9\x41)$", "\U0001f600\u00e9A", {"a": "\U0001f600\u00e9A"}),
]


@pytest.mark.parametrize(("pattern", "line", "groups"), PATTERNS)
def test_a_pattern_of_lines_means_what_ecmascript_reads(
    pattern: str, line: str, groups: Json | None
) -> None:
    match = compile_line_pattern(pattern).fullmatch(line)

    assert (match and match.groupdict()) == groups
