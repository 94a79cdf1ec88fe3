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
from lakehouse.json_columns import too_deep
from lakehouse.judge import judge_line
from lakehouse.relations import Column
from lakehouse.verdicts import Taken

EVENT_TIME = Column("event_time", (), "timestamp", nullable=False)


def verdict_of(line: bytes, contracts: ContractSet) -> str:
    """The job reads the time after the payload was judged; of two faults the envelope's is told."""
    (verdict,) = judge_line(line, contracts)
    code = "taken" if isinstance(verdict, Taken) else verdict.reasons[0].code
    if isinstance(verdict, Taken) and _is_deep(verdict):
        return "too_deep"
    if code not in ("taken", "schema", "number_range", "too_large"):
        return code
    if verdict.contract is None or verdict.contract.envelope.time_columns:
        return code
    time = json.loads(line, parse_int=str)["detail"].get("time")
    _, unfit = convert([time], EVENT_TIME) if isinstance(time, str) else (None, {})
    return "envelope" if unfit else code


def _is_deep(event: Taken) -> bool:
    """Whether something nests too deep for a column, which the job sees when it fills it."""
    texts = [((), event.rest)]
    for column, value in zip(event.contract.columns, event.values, strict=True):
        if column.type == "json":
            texts.append((column.path, value))
    return any(text is not None and too_deep(text, path) for path, text in texts)


def main() -> None:
    """One event a line."""
    question = json.load(sys.stdin)
    contracts = read_contract_set(question["contracts"].encode())
    lines = map(base64.b64decode, question["lines"])
    json.dump([verdict_of(line, contracts) for line in lines], sys.stdout)


if __name__ == "__main__":
    main()
