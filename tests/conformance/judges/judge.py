"""What the Conform job says of lines: taken, or the code of the first reason.

Reads {contracts, lines} as JSON from standard input: the contract set as text, each line in base64,
one event in it. Writes a list of verdicts.
"""

import base64
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "glue-scripts"))

from lakehouse.child_rows import child_rows
from lakehouse.contracts import ContractSet, read_contract_set
from lakehouse.conversions import convert
from lakehouse.event_times import Refusals
from lakehouse.json_columns import too_deep
from lakehouse.judge import judge_line
from lakehouse.relations import Column
from lakehouse.verdicts import Taken

REST = Column("_rest", (), "json", nullable=True)
EVENT_TIME = Column("event_time", (), "timestamp", nullable=False)


def verdict_of(line: bytes, contracts: ContractSet) -> str:
    """The job fills columns, of the time too, after the payload was judged."""
    (verdict,) = judge_line(line, contracts)
    code = "taken" if isinstance(verdict, Taken) else verdict.reasons[0].code
    if isinstance(verdict, Taken) and _is_deep(verdict):
        return "too_deep"
    if isinstance(verdict, Taken) and verdict.time is not None:
        _, unfit = convert([verdict.time], EVENT_TIME)
        return "envelope" if unfit else code
    return code


def _is_deep(event: Taken) -> bool:
    """Whether something nests too deep for a column, which the job sees when it fills it."""
    columns = zip((REST, *event.contract.columns), (event.rest, *event.values), strict=True)
    json_texts = ((column, text) for column, text in columns if column.type == "json")
    refused: Refusals = {}
    child_rows(event.contract, [event], lambda _: None, refused)
    return any(text is not None and too_deep(text, column) for column, text in json_texts) or any(
        reason.code == "too_deep" for reason in refused.get(0, [])
    )


def main() -> None:
    """One event a line."""
    question = json.load(sys.stdin)
    contracts = read_contract_set(question["contracts"].encode())
    lines = map(base64.b64decode, question["lines"])
    json.dump([verdict_of(line, contracts) for line in lines], sys.stdout)


if __name__ == "__main__":
    main()
