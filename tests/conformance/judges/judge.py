"""What the Conform job says of lines: taken, or the code of the first reason.

Reads {contracts, lines} as JSON from standard input, both as text; writes a list of verdicts.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "glue-scripts"))

from lakehouse.contracts import Column, ContractSet, read_contract_set
from lakehouse.conversions import convert
from lakehouse.judge import Taken, judge_line

EVENT_TIME = Column("event_time", (), "timestamp", nullable=False)


def verdict_of(line: str, contracts: ContractSet) -> str:
    """The job reads the time after the payload was judged; of two faults the envelope's is told."""
    (verdict,) = judge_line(line.encode("utf-8", "surrogatepass"), contracts)
    code = "taken" if isinstance(verdict, Taken) else verdict.reasons[0].code
    if code not in ("taken", "schema", "number_range"):
        return code
    time = json.loads(line)["detail"].get("time")
    _, unfit = convert([time], EVENT_TIME) if isinstance(time, str) else (None, {})
    return "envelope" if unfit else code


def main() -> None:
    """One event a line."""
    question = json.load(sys.stdin)
    contracts = read_contract_set(question["contracts"].encode())
    json.dump([verdict_of(line, contracts) for line in question["lines"]], sys.stdout)


if __name__ == "__main__":
    main()
