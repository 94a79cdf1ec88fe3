"""A raw line → per event of it a verdict: taken under a contract, or refused with reasons.

Judges what a line says by itself. Whether values fit their columns is for the chunk (`settle`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from lakehouse.contracts import ContractSet
from lakehouse.disclosure import measure, name_or_measure, pointer
from lakehouse.exact_json import Doubled, find_fault, read_json
from lakehouse.instants import parse_instant
from lakehouse.reasons import Reason
from lakehouse.relations import Contract, Json
from lakehouse.text_lines import TextLines
from lakehouse.verdicts import MAX_ID_BYTES, POSITION, Refused, Taken, is_id, judge_payload

__all__ = ["Refused", "Taken", "TextLines", "judge_line"]


_NEEDED = frozenset(["specversion", "id", "source", "type", "time", "dataversion", "data"])


class Head(NamedTuple):
    """What EventBridge says of a line."""

    source: str
    type: str
    received: int


def judge_line(
    line: bytes, contracts: ContractSet, texts: TextLines | None = None, number: int = 0
) -> list[Taken | Refused]:
    """Verdicts in the order of the events; at least one. Never raises for what a line holds.

    `texts` judges lines that are no events, `number` is the line's place in the object: for objects
    of services whose lines are text.
    """
    if texts and line.lstrip()[:1] != b"{":
        return [texts.judge(line, number)]
    document = read_json(line)
    if texts and not _is_record(document):
        return [texts.judge(line, number)]
    if isinstance(document, Reason):
        return [Refused(0, None, None, None, (document,))]
    record, slowly_read = document
    plain = _plain_contract(record, contracts) if contracts.plain else None
    if slowly_read and (fault := _fault_beside_events(record, plain is not None)):
        return [Refused(0, plain, None, None, (fault,))]
    head = _head(record)
    if isinstance(head, Reason):
        return [Refused(0, plain, None, None, (head,))]
    detail = record["detail"]
    if plain:
        return [_judge_plain(plain, detail, head, slowly_read)]
    events = detail.get("events")
    if events.__class__ is not list:
        verdict = _judge_event(0, detail, head, contracts, slowly_read)
        return [verdict if verdict.__class__ is Taken else _fault_first(verdict, detail)]
    if not events or "data" in detail:
        reason = Reason(
            "envelope", "/detail", "one event, or events: [at least one]", measure(events)
        )
        return [Refused(0, None, None, head.received, (reason,))]
    verdicts = []
    for index, event in enumerate(events):
        verdict = _judge_event(index, event, head, contracts, slowly_read)
        verdicts.append(verdict if verdict.__class__ is Taken else _fault_first(verdict, event))
    return verdicts


def _is_record(document: Any) -> bool:
    """Whether it is EventBridge's, so that a service of text lines has sent an event besides."""
    return (
        isinstance(document, tuple)
        and isinstance(document[0], dict)
        and "detail-type" in document[0]
        and "detail" in document[0]
    )


def _plain_contract(record: Any, contracts: ContractSet) -> Contract | None:
    try:
        return contracts.plain.get((record["source"], record["detail-type"]))
    except (KeyError, TypeError):
        return None


def _judge_plain(
    contract: Contract, payload: Json, head: Head, slowly_read: bool
) -> Taken | Refused:
    if slowly_read and (found := find_fault({"data": payload})):
        fault = found[0]._replace(path=pointer(contract, found[1]))
        return Refused(0, contract, None, head.received, (fault,))
    verdict = judge_payload(0, contract, None, None, head.received, payload, slowly_read)
    if isinstance(verdict, Refused) and (found := find_fault({"data": payload})):
        fault = found[0]._replace(path=pointer(contract, found[1]))
        return Refused(0, contract, None, head.received, (fault,))
    return verdict


def _head(record: Any) -> Head | Reason:
    try:
        if isinstance(record["detail"], dict):
            return _known_head(record["source"], record["detail-type"], record["time"])
    except (KeyError, TypeError, ValueError):
        pass
    return _head_flaw(record)


@lru_cache(maxsize=4096)
def _known_head(source: Any, kind: Any, time: Any) -> Head:
    """The head made of these, which many lines share. ValueError when one of them is unsound."""
    received = parse_instant(time) if isinstance(time, str) else None
    if received is None or not isinstance(source, str) or not isinstance(kind, str):
        raise ValueError
    return Head(source, kind, received)


def _head_flaw(record: Any) -> Reason:
    if not isinstance(record, dict):
        return Reason("envelope", "", "an EventBridge event", measure(record))
    if not isinstance(record.get("detail"), dict):
        return Reason("envelope", "/detail", "an object", measure(record.get("detail")))
    for member in ("source", "detail-type"):
        if not isinstance(record.get(member), str):
            return Reason("envelope", "", f"{member}, text", measure(record.get(member)))
    time = record.get("time")
    return Reason("envelope", "", "time of arrival, an RFC 3339 date-time", measure(time))


def _fault_beside_events(record: Any, plain: bool) -> Reason | None:
    """A fault of the line outside its events, for which no single event can be blamed.

    The detail of a `plain` event is its payload, whatever it holds.
    """
    if isinstance(record, Doubled):
        return Reason("duplicate_key", pointer(None, (record.key,)), "each key once", "a key twice")
    if not isinstance(record, dict):
        return None
    around = {key: member for key, member in record.items() if key != "detail"}
    detail = record.get("detail")
    if isinstance(detail, dict) and isinstance(detail.get("events"), list) and not plain:
        if isinstance(detail, Doubled):
            path = pointer(None, ("detail", detail.key))
            return Reason("duplicate_key", path, "each key once", "a key twice")
        around["detail"] = {key: member for key, member in detail.items() if key != "events"}
    found = find_fault(around)
    return found and found[0]._replace(path=pointer(None, found[1]))


def _fault_first(verdict: Taken | Refused, event: Any) -> Taken | Refused:
    """Of several reasons a fault of the text is the first, however the line was read."""
    if isinstance(verdict, Refused) and isinstance(event, dict) and (found := find_fault(event)):
        fault = found[0]._replace(path=pointer(verdict.contract, found[1]))
        return replace(verdict, reasons=(fault,))
    return verdict


def _judge_event(
    index: int, event: Any, head: Head, contracts: ContractSet, slowly_read: bool
) -> Taken | Refused:
    if not isinstance(event, dict):
        reason = Reason("envelope", "", "a CloudEvent", measure(event))
        return Refused(index, None, None, head.received, (reason,))
    contract = contracts.find(event.get("source"), event.get("type"), event.get("dataversion", "1"))
    if (slowly_read or _may_be_deep(event, contract)) and (found := find_fault(event)):
        fault = found[0]._replace(path=pointer(contract, found[1]))
        return Refused(index, contract, _known_id(event), head.received, (fault,))
    payload = event.get("data")
    if (
        contract is None
        or event.get("specversion") != "1.0"
        or not is_id(event.get("id"))
        or (event.get("time").__class__ is not str and not contract.envelope.time_columns)
        or payload.__class__ is not dict
        or contract.type != head.type
        or contract.source != head.source
    ):
        reason = _envelope_flaw(event, head, contract) or _unknown_contract(event)
        return Refused(index, contract, _known_id(event), head.received, (reason,))
    envelope = contract.envelope
    if envelope.id == "position" and not POSITION.fullmatch(event["id"]):
        reason = _flaw("id", "<64 hexadecimal digits>#<row number>", event)
        return Refused(index, contract, _known_id(event), head.received, (reason,))
    identity = event["id"] if envelope.id_is_sent else None
    time = None if envelope.time_columns else event["time"]
    verdict = judge_payload(index, contract, identity, time, head.received, payload, slowly_read)
    if verdict.__class__ is Refused and (flaw := _envelope_flaw(event, head, contract)):
        return Refused(index, contract, identity, head.received, (flaw,))
    return verdict


def _may_be_deep(event: Json, contract: Contract | None) -> bool:
    """Whether a member that nobody looks at holds more than a single value: it may nest deeply.

    The attributes that an event needs are single values, or it is refused for what they are.
    """
    if contract is None or (_NEEDED.issuperset(event) and not contract.envelope.time_columns):
        return False
    kinds = list(map(type, event.values()))
    return kinds.count(dict) > 1 or list in kinds


def _known_id(event: Json) -> str | None:
    """The id when every engine can hold it."""
    identity = event.get("id")
    return identity if is_id(identity) and find_fault(identity) is None else None


def _envelope_flaw(event: Json, head: Head, contract: Contract | None) -> Reason | None:
    """The first thing that is wrong with an envelope; None when it is sound."""
    if event.get("specversion") != "1.0":
        return _flaw("specversion", '"1.0"', event)
    if not is_id(event.get("id")):
        return _flaw("id", f"text of 1 to {MAX_ID_BYTES} bytes", event)
    time_is_read = contract is None or not contract.envelope.time_columns
    time = event.get("time")
    if time_is_read and (time.__class__ is not str or parse_instant(time) is None):
        return _flaw("time", "an RFC 3339 date-time", event)
    if event.get("data").__class__ is not dict:
        return _flaw("data", "an object", event)
    if event.get("source") != head.source:
        return _flaw("source", "the source of the EventBridge event", event)
    if event.get("type") != head.type:
        return _flaw("type", "the detail-type of the EventBridge event", event)
    version = event.get("dataversion", "1")
    if version.__class__ is not str or not _is_version(version):
        return _flaw("dataversion", "a version: major, or major.minor", event)
    return None


def _is_version(version: str) -> bool:
    major = version.partition(".")[0]
    return major.isascii() and major.isdigit() and major[0] != "0" and len(major) <= 6


def _flaw(member: str, expected: str, event: Json) -> Reason:
    got = measure(event[member]) if member in event else "nothing"
    return Reason("envelope", f"/{member}", expected, got)


def _unknown_contract(event: Json) -> Reason:
    version = event.get("dataversion")
    got = " ".join(
        (
            name_or_measure(event["source"]),
            name_or_measure(event["type"]),
            "without dataversion" if version is None else name_or_measure(version),
        )
    )
    return Reason("unknown_contract", "/type", "a contract for source, type and major version", got)
