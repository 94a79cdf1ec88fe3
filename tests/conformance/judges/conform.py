"""What one task of the Conform job makes of lines, columns filled: the reason of each refused line.

Reads {contracts, lines} as JSON from standard input, lines in base64; writes {line: reason}. With
`folder` in the question the curated files are put there.
"""

import base64
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))
sys.path.insert(0, str(Path(__file__).parents[3] / "glue-scripts"))

from tests.glue.builders import conform


def main() -> None:
    """One event a line."""
    question = json.load(sys.stdin)
    lines = [base64.b64decode(line) for line in question["lines"]]
    conformed = conform(lines, contract_set=question["contracts"].encode())
    if "folder" in question:
        for number, file in enumerate(conformed.result.files):
            body = conformed.store.get("curated", file.key).body
            (Path(question["folder"]) / f"{number}.parquet").write_bytes(body)
    json.dump({str(row["_line"]): row["reason"] for row in conformed.quarantined}, sys.stdout)


if __name__ == "__main__":
    main()
