"""What the Conform job says of lines: taken, or the code of the first reason.

Reads {contracts, lines} as JSON from standard input: the contract set as text, each line in base64,
one event in it. Writes a list of verdicts.
"""

import base64
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "glue-scripts"))

from lakehouse.contracts import ContractSet, read_contract_set
from lakehouse.conversions import convert
from lakehouse.judge import Taken, judge_line
from lakehouse.relations import Column

EVENT_TIME = Column("event_time", (), "timestamp", nullable=False)


def verdict_of(line: bytes, contracts: ContractSet) -> str:
    """The job reads the time after the payload was judged; of two faults the envelope's is told."""
    (verdict,) = judge_line(line, contracts)
    code = "taken" if isinstance(verdict, Taken) else verdict.reasons[0].code
    if code not in ("taken", "schema", "number_range", "too_large"):
        return code
    if verdict.contract is None or verdict.contract.envelope.time_columns:
        return code
    time = json.loads(line, parse_int=str)["detail"].get("time")
    _, unfit = convert([time], EVENT_TIME) if isinstance(time, str) else (None, {})
    return "envelope" if unfit else code


def main() -> None:
    """One event a line."""
    question = json.load(sys.stdin)
    contracts = read_contract_set(question["contracts"].encode())
    lines = map(base64.b64decode, question["lines"])
    json.dump([verdict_of(line, contracts) for line in lines], sys.stdout)


if __name__ == "__main__":
    main()
