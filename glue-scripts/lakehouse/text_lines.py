"""Lines that are text → payloads, by the named groups of a contract's pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from lakehouse.disclosure import measure
from lakehouse.instants import parse_instant
from lakehouse.reasons import Reason
from lakehouse.relations import Contract, Json
from lakehouse.verdicts import Refused, Taken, judge_payload

_TIME_IN_KEY = re.compile(r"-([0-9]{4}-[0-9]{2}-[0-9]{2})-([0-9]{2})-([0-9]{2})-([0-9]{2})-[^/]*$")


@dataclass(frozen=True)
class TextLines:
    """The lines of one raw object of a service whose lines are text."""

    contract: Contract
    key: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the object's key in hexadecimal digits: what ids by position begin with."""
        return sha256(self.key.encode()).hexdigest()

    @cached_property
    def received(self) -> int | None:
        """When the delivery stream began the object, by its key: microseconds, UTC."""
        match = _TIME_IN_KEY.search(self.key)
        return match and parse_instant("{}T{}:{}:{}Z".format(*match.groups()))

    def judge(self, line: bytes, number: int) -> Taken | Refused:
        """Judge the line at place `number` of the object."""
        envelope = self.contract.envelope
        identity = f"{self.digest}#{number}" if envelope.id == "position" else None
        payload = self._payload(line)
        if isinstance(payload, Reason):
            return Refused(0, self.contract, identity, self.received, (payload,))
        if self.received is None:
            expected = "an object whose key says when it was received"
            reason = Reason("envelope", "", expected, "another key")
            return Refused(0, self.contract, identity, None, (reason,))
        return judge_payload(0, self.contract, identity, None, self.received, payload, False)

    def _payload(self, line: bytes) -> Json | Reason:
        """The named groups of the pattern, which the whole line must be of."""
        try:
            text = line.removesuffix(b"\r").decode()
        except UnicodeDecodeError as error:
            got = f"byte {line[error.start]:#04x} at {error.start}"
            return Reason("encoding", "", "UTF-8", got)
        if "\0" in text:
            return Reason("encoding", "", "characters that every engine can hold", "U+0000")
        assert self.contract.envelope.lines is not None, "a contract of lines has their pattern"
        match = self.contract.envelope.lines.fullmatch(text)
        if match is None:
            return Reason("parse", "", "a line of the contract's pattern", measure(text))
        return {name: part for name, part in match.groupdict().items() if part is not None}
