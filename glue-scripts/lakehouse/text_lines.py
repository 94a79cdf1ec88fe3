"""Lines that are text → payloads, by the named groups of a contract's pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from lakehouse.disclosure import measure
from lakehouse.instants import parse_instant
from lakehouse.reasons import Reason
from lakehouse.relations import Contract
from lakehouse.verdicts import Refused, Taken, judge_payload

_TIME_IN_KEY = re.compile(r"-([0-9]{4}-[0-9]{2}-[0-9]{2})-([0-9]{2})-([0-9]{2})-([0-9]{2})-[^/]*$")


@dataclass(frozen=True)
class Origin:
    """The raw object that a line is from."""

    key: str
    service: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the key in hexadecimal digits: what ids by position begin with."""
        return sha256(self.key.encode()).hexdigest()

    @cached_property
    def received(self) -> int | None:
        """When the delivery stream began the object, by its key: microseconds, UTC."""
        match = _TIME_IN_KEY.search(self.key)
        return match and parse_instant("{}T{}:{}:{}Z".format(*match.groups()))


def judge_text(line: bytes, contract: Contract, origin: Origin, number: int) -> Taken | Refused:
    """Judge a line of a service whose lines are text; `number` is its place in the object."""
    identity = f"{origin.digest}#{number}" if contract.envelope.id == "position" else None
    received = origin.received
    if received is None:
        expected = "an object whose key says when it was received"
        return _refused(contract, identity, None, Reason("envelope", "", expected, "another key"))
    try:
        text = line.removesuffix(b"\r").decode()
    except UnicodeDecodeError as error:
        got = f"byte {line[error.start]:#04x} at {error.start}"
        return _refused(contract, identity, received, Reason("encoding", "", "UTF-8", got))
    if "\0" in text:
        expected = "characters that every engine can hold"
        return _refused(contract, identity, received, Reason("encoding", "", expected, "U+0000"))
    assert contract.envelope.lines is not None, "a contract of lines has their pattern"
    match = contract.envelope.lines.fullmatch(text)
    if match is None:
        expected = "a line of the contract's pattern"
        return _refused(contract, identity, received, Reason("parse", "", expected, measure(text)))
    payload = {name: part for name, part in match.groupdict().items() if part is not None}
    return judge_payload(0, contract, identity, None, received, payload, False)


def _refused(
    contract: Contract, identity: str | None, received: int | None, reason: Reason
) -> Refused:
    return Refused(0, contract, identity, received, (reason,))
