"""What an event is wrapped in: CloudEvents, a bare payload, a line of text; their ids and times."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
import pytest
from lakehouse.contracts import ContractSetInvalid

from tests.glue.builders import (
    HISTORY,
    Conformed,
    Json,
    a_batch,
    a_contract_set,
    a_line,
    a_type,
    an_event,
    an_order,
    conform,
    contract_set_text,
    told,
)
from tests.glue.support.columns import utc
from tests.glue.test_text_lines import a_log

POSITION = f"{'a1' * 32}#17"


def a_push(**changes: Any) -> Json:
    """The contract of a delivery that arrives as it is, its id and time among its members."""
    text = {"type": "string", "maxLength": 300}
    entry: Json = a_type(
        name="git.push",
        service="git",
        source="com.git",
        type="push",
        version="1.0",
        table={"schema": "git", "name": "push_v1"},
        event_time=HISTORY,
        envelope={"form": "plain", "id": ["delivery", "number"], "time": ["merged_at", "day"]},
        payload_schema={
            "type": "object",
            "required": [],
            "properties": {
                "delivery": {"anyOf": [{"enum": [""]}, text]},
                "number": {"type": "number"},
                "merged_at": {"type": ["string", "integer", "null"]},
                "day": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
                "events": {"type": "array", "items": {"type": "integer"}},
            },
        },
        columns=[
            {"name": "delivery", "path": ["delivery"], "type": "string", "nullable": True}
            | {"missing": [""]},
            {"name": "number", "path": ["number"], "type": "integer", "nullable": True},
            {"name": "merged_at", "path": ["merged_at"], "type": "timestamp", "nullable": True}
            | {"parse": [{"kind": "date-time"}, {"kind": "epoch", "unit": "seconds"}]},
            {"name": "day", "path": ["day"], "type": "date", "nullable": True},
            {"name": "events", "path": ["events"], "type": "json", "nullable": True},
        ],
        assertions=[],
    )
    return entry | changes


def a_delivery(**payload: Any) -> bytes:
    """The EventBridge event of a push whose detail is the payload."""
    return a_line(payload, source="com.git", **{"detail-type": "push"})


def pushed(*lines: bytes, **changes: Any) -> Conformed:
    return conform(lines, contract_set=contract_set_text(a_type(), a_push(**changes)))


def test_the_detail_of_a_plain_event_is_its_payload() -> None:
    line = a_delivery(delivery="d-1", day="2020-02-29", events=[1, 2], new=1)

    [row] = pushed(line).rows

    assert (row["event_id"], row["event_time"]) == ("d-1", utc(2020, 2, 29))
    assert (row["events"], row["_rest"], row["_contract_version"]) == ("[1,2]", '{"new":1}', "1.0")
    assert row["_received_at"] == utc(2026, 11, 25, 10)


@pytest.mark.parametrize(
    ("payload", "identity"),
    [
        ({"delivery": "d-1", "number": 5}, "d-1"),
        ({"delivery": "", "number": 5}, "5"),
        ({"number": 5.0}, "5"),
        ({"number": -0.0}, "0"),
        ({"number": 1e15}, "1000000000000000"),
        ({"delivery": "x" * 256}, "x" * 256),
    ],
)
def test_an_id_is_the_first_column_with_a_value(payload: Json, identity: str) -> None:
    [row] = pushed(a_delivery(day="2020-02-29", **payload)).rows

    assert row["event_id"] == identity


@pytest.mark.parametrize(
    ("payload", "path"),
    [({}, "/data"), ({"delivery": ""}, "/data"), ({"delivery": "x" * 257}, "/data/delivery")],
)
def test_no_id_in_any_column_is_envelope(payload: Json, path: str) -> None:
    line = a_delivery(day="2020-02-29", **payload)

    conformed = pushed(line)

    assert told(conformed) == [("envelope", path)]
    assert conformed.quarantined[0]["type"] == "git.push"


@pytest.mark.parametrize(
    ("payload", "time"),
    [
        (
            {"merged_at": "2015-05-05T23:40:38+01:00", "day": "2020-02-29"},
            utc(2015, 5, 5, 22, 40, 38),
        ),
        ({"merged_at": 1430869238}, utc(2015, 5, 5, 23, 40, 38)),
        ({"merged_at": None, "day": "2020-02-29"}, utc(2020, 2, 29)),
    ],
)
def test_a_time_is_the_first_column_with_a_value(payload: Json, time: datetime) -> None:
    conformed = pushed(a_delivery(number=1, **payload))

    assert [row["event_time"] for row in conformed.rows] == [time]
    [key] = conformed.store.keys("curated", "")
    assert f"/event_date={time:%Y-%m-%d}/" in key


@pytest.mark.parametrize(
    ("payload", "reasons"),
    [
        ({}, [("envelope", "/data")]),
        ({"merged_at": None}, [("envelope", "/data")]),
        ({"merged_at": "soon", "day": "2020-02-29"}, [("parse", "/data/merged_at")]),
        ({"day": "2020-02-30"}, [("parse", "/data/day")]),
        ({"day": "1989-12-31"}, [("time_out_of_range", "/data")]),
    ],
)
def test_a_time_in_no_column_or_out_of_range(payload: Json, reasons: list[Any]) -> None:
    assert told(pushed(a_delivery(number=1, **payload))) == reasons


def test_a_plain_event_keeps_its_own_bytes_and_its_type_when_it_is_refused() -> None:
    line = a_delivery(number=1, events=["x"], day="2020-02-29")

    [record] = pushed(line).quarantined

    assert (record["reason"], record["type"]) == ("schema", "git.push")
    assert orjson.loads(record["raw"]) == {"number": 1, "events": ["x"], "day": "2020-02-29"}


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b'{"number":1,"number":1}', "duplicate_key"),
        (b'{"number":1,"events":[1],"events":[2]}', "duplicate_key"),
        (b'{"number":1,"delivery":"\\ud800"}', "encoding"),
        (b'{"number":1e400}', "number_range"),
        (b'{"number":9007199254740993,"x":0.10000000000000000001}', "taken"),
    ],
)
def test_what_only_the_slow_reader_sees_in_a_plain_event(payload: bytes, code: str) -> None:
    line = a_line("@@", source="com.git", **{"detail-type": "push"}).replace(
        b'"@@"', payload[:-1] + b',"day":"2020-02-29"}'
    )

    conformed = pushed(line)

    assert conformed.codes == ([] if code == "taken" else [code])
    if code == "taken":
        assert [row["event_id"] for row in conformed.rows] == ["9007199254740993"]
    else:
        assert conformed.quarantined[0]["type"] == "git.push"


def test_other_types_of_the_source_are_cloudevents_still() -> None:
    conformed = pushed(a_line(), a_delivery(number=1, day="2020-02-29"))

    assert len(conformed.rows) == 2
    assert pushed(a_line({"number": 1}, source="com.git")).codes == ["envelope"]


def test_an_id_by_content_drops_genuine_repeats() -> None:
    content = {"form": "plain", "id": "content", "time": ["day"]}
    lines = [a_delivery(number=n, day="2020-02-29") for n in (1, 2, 1.0)]

    conformed = pushed(*lines, envelope=content)

    assert [row["event_id"] for row in conformed.rows] == [
        row["_payload_hash"] for row in conformed.rows
    ]
    counts = conformed.result.types["git.push"]
    assert (counts.received, counts.conformed, counts.duplicate) == (3, 2, 1)


def ordered(*lines: bytes, **envelope: Any) -> Conformed:
    entry = a_type(envelope={"form": "cloudevents"} | envelope)
    return conform(lines, contract_set=contract_set_text(entry))


@pytest.mark.parametrize("identity", ["e-1", POSITION + "x", POSITION.upper(), POSITION[1:], ""])
def test_an_id_by_position_looks_like_one(identity: str) -> None:
    conformed = ordered(a_line(an_event(id=identity)), id="position")

    assert told(conformed) == [("envelope", "/id")]


def test_events_of_other_positions_are_other_events_though_they_say_the_same() -> None:
    lines = [a_line(an_event(id=f"{'0' * 64}#{n}")) for n in (0, 1, 1)]

    conformed = ordered(*lines, id="position")

    assert [row["event_id"][-2:] for row in conformed.rows] == ["#0", "#1"]


@pytest.mark.parametrize("time", [None, "yesterday", 7, "2026-11-25T09:59:58Z"])
def test_a_cloudevents_time_is_not_read_when_a_column_has_it(time: Any) -> None:
    order = an_order(placed_at="2026-11-25T08:00:00Z")

    conformed = ordered(a_batch(an_event(order, time=time)), time=["placed_at"])

    assert [row["event_time"] for row in conformed.rows] == [utc(2026, 11, 25, 8)]


def test_a_cloudevent_without_time_is_envelope_unless_a_column_has_it() -> None:
    event = {key: member for key, member in an_event().items() if key != "time"}

    assert told(ordered(a_line(event))) == [("envelope", "/time")]
    assert told(ordered(a_line(event), time=["placed_at"])) == [("envelope", "/data")]


BROKEN: list[tuple[str, Json]] = [
    ("there is no column", a_type(envelope={"id": ["nope"]})),
    ("needs columns that are times", a_type(envelope={"time": ["note"]})),
    ("needs columns that are times", a_push(envelope={"form": "plain", "id": "content"})),
    ("unknown to this job", a_push(envelope={"form": "plain", "time": ["day"]})),
    ("unknown to this job", a_push(envelope={"form": "soap", "time": ["day"]})),
    ("unknown to this job", a_log(envelope=a_log()["envelope"] | {"id": "producer"})),
    ("pattern of lines", a_log(envelope=a_log()["envelope"] | {"lines": "("})),
]


@pytest.mark.parametrize(("message", "entry"), BROKEN)
def test_an_envelope_that_this_job_does_not_know_ends_it(message: str, entry: Json) -> None:
    with pytest.raises(ContractSetInvalid, match=message):
        a_contract_set(entry)
