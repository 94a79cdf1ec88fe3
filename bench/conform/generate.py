"""Write gzip objects of EventBridge lines and the exact counts of what is in them.

    python -m bench.conform.generate OUT --objects 6 --megabytes 104

Per line 1 % cut, 3 % batch form of four; per event 2 % sent again, 1 % against the contract, 1 %
late by 2-47 hours. Bodies are drawn from a pool: quote no compression ratio from this data.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import uuid
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.conform.contracts import SERVICES, STATES, contract_set

HOUR = datetime(2026, 11, 23, 10, tzinfo=UTC)
POOL = 500
ID, TIME, SEQ, ENTITY = "@@ID@@", "@@TIME@@", 987654321, "@@ENTITY@@"
_letters = random.Random(1)
WORDS = [
    "".join(_letters.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(3 + i % 9))
    for i in range(4000)
]

Template = tuple[str, ...]


def body(service: str, kind: str, r: random.Random) -> dict[str, Any]:
    """One CloudEvent with place holders for what differs in each copy."""

    def words(count: int) -> str:
        return " ".join(r.choice(WORDS) for _ in range(count))

    data: dict[str, Any] = {
        "entityId": ENTITY,
        "status": r.choice(STATES[kind]),
        "seq": SEQ,
        "amount": {"value": round(r.uniform(1, 900), 2), "currency": r.choice(["EUR", "USD"])},
        "actor": {
            "id": f"u-{r.getrandbits(30)}",
            "kind": r.choice(["user", "system", "partner"]),
            "email": f"{r.choice(WORDS)}@{r.choice(WORDS)}.com",
            "locale": r.choice(["de-CH", "en", "fr-FR"]),
        },
        "context": {
            "ip": ".".join(str(r.randrange(256)) for _ in range(4)),
            "channel": r.choice(["web", "app", "api"]),
            "userAgent": "Mozilla/5.0 (X11; Linux x86_64) " + words(3),
            "session": {
                "id": f"{r.getrandbits(64):x}",
                "age": r.randrange(9000),
                "isNew": r.random() < 0.3,
            },
        },
        "items": [
            {
                "sku": f"SKU-{r.randrange(99999):05d}",
                "qty": r.randrange(1, 9),
                "price": round(r.uniform(1, 200), 2),
                "tags": r.sample(WORDS, r.randrange(0, 3)),
            }
            for _ in range(r.randrange(1, 4))
        ],
        "attributes": {f"k_{r.choice(WORDS[:200])}": words(1) for _ in range(r.randrange(1, 5))},
        "note": words(r.randrange(4, 26)) + r.choice(["", " éü中", ' "q" \\ \n']),
        "createdAt": f"2026-11-23T09:{r.randrange(60):02d}:{r.randrange(60):02d}."
        f"{r.randrange(1000):03d}Z",
        "flag": r.random() < 0.5,
        f"{service}Score": round(r.uniform(0, 999), 3),
        f"{service}Code": r.choice(WORDS).upper(),
    }
    if kind == "checked":
        data |= {"checkedBy": r.choice(WORDS), "attempts": r.randrange(5)}
    return {
        "specversion": "1.0",
        "id": ID,
        "source": f"com.acme.{service}",
        "type": f"{service.title()}{kind.title()}",
        "time": TIME,
        "dataversion": "1.0",
        "data": data,
    }


def spoil(event: dict[str, Any], r: random.Random) -> dict[str, Any]:
    """The same event with one member against its contract."""
    bad: dict[str, Any] = json.loads(json.dumps(event))
    match r.randrange(3):
        case 0:
            bad["data"]["status"] = "nope"
        case 1:
            bad["data"]["flag"] = "yes"
        case _:
            bad["data"]["items"][0]["qty"] = 1.5
    return bad


def template(event: dict[str, Any]) -> Template:
    """The event's text cut at its place holders: id, time, entity, seq, in this order."""
    text = json.dumps(event, separators=(",", ":"), ensure_ascii=False)
    parts = []
    for mark in (ID, TIME, ENTITY, str(SEQ)):
        before, text = text.split(mark)
        parts.append(before)
    return (*parts, text)


def pool(service: str, seed: int) -> list[list[tuple[Template, Template]]]:
    """Per type of a service its good and bad templates."""
    r = random.Random(seed)
    drawn = []
    for kind in STATES:
        events = [body(service, kind, r) for _ in range(POOL)]
        drawn.append([(template(event), template(spoil(event, r))) for event in events])
    return drawn


def one_object(out: Path, number: int, services: list[str], raw_bytes: int) -> Counter[str]:
    """Write one object of one service and count what it holds."""
    service = services[number % len(services)]
    r = random.Random(1000 + number)
    pools = pool(service, number)
    truth: Counter[str] = Counter()
    folder = out / f"service={service}" / "2026" / "11" / "23" / "10"
    folder.mkdir(parents=True, exist_ok=True)
    squeeze = zlib.compressobj(4, zlib.DEFLATED, 31)
    with (folder / f"{service}-1-2026-11-23-10-00-00-{number:04d}.gz").open("wb") as file:
        for block in blocks(service, pools, number, raw_bytes, r, truth):
            file.write(squeeze.compress(block))
        file.write(squeeze.flush())
    return truth


def blocks(
    service: str,
    pools: list[list[tuple[Template, Template]]],
    number: int,
    raw_bytes: int,
    r: random.Random,
    truth: Counter[str],
) -> Iterator[bytes]:
    """Lines in blocks of a thousand until the object is full."""
    kinds = list(STATES)
    recent: list[list[str]] = [[] for _ in kinds]
    sequence = number * 10_000_000
    pending: list[bytes] = []

    def event(of: int, remember: bool) -> str:
        nonlocal sequence
        truth["received"] += 1
        if recent[of] and r.random() < 0.02:
            truth["duplicate"] += 1
            return r.choice(recent[of])
        good, bad = pools[of][int(r.random() * POOL)]
        broken = r.random() < 0.01
        late = r.random() < 0.01
        sequence += 1
        time = HOUR + timedelta(seconds=r.random() * 3600 - late * 3600 * int(2 + r.random() * 46))
        a, b, c, d, e = bad if broken else good
        made = (
            f"{a}{uuid.UUID(int=r.getrandbits(128), version=4)}{b}"
            f"{time.strftime('%Y-%m-%dT%H:%M:%S')}.{time.microsecond // 1000:03d}Z"
            f"{c}{uuid.UUID(int=r.getrandbits(128), version=4)}{d}{sequence}{e}"
        )
        if broken:
            truth["schema"] += 1
        elif remember and len(recent[of]) < 2000:
            recent[of].append(made)
        elif remember:
            recent[of][int(r.random() * 2000)] = made
        return made

    while raw_bytes > 0:
        of = int(r.random() * len(kinds))
        batch, cut = r.random() < 0.03, r.random() < 0.01
        before = truth.copy()
        events = [event(of, not cut) for _ in range(4 if batch else 1)]
        detail = '{"events":[' + ",".join(events) + "]}" if batch else events[0]
        line = (
            f'{{"version":"0","id":"{r.getrandbits(128):032x}","detail-type":'
            f'"{service.title()}{kinds[of].title()}","source":"com.acme.{service}",'
            f'"account":"000000000000","time":"2026-11-23T11:00:00Z","region":"eu-central-1",'
            f'"resources":[],"detail":{detail}}}'
        )
        if cut:
            truth.clear()
            truth.update(before)
            truth["received"] += 1
            truth["malformed_json"] += 1
            line = line[: int(len(line) * (0.1 + 0.85 * r.random()))].replace("\n", "")
        truth["lines"] += 1
        pending.append(line.encode() + b"\n")
        truth["raw_bytes"] += len(pending[-1])
        raw_bytes -= len(pending[-1])
        if len(pending) == 1000:
            yield b"".join(pending)
            pending.clear()
    yield b"".join(pending)


def main() -> None:
    """Write objects, contracts and truth under OUT."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--objects", type=int, default=6)
    parser.add_argument("--megabytes", type=float, default=104.2, help="raw, per object")
    chosen = parser.parse_args()
    services = SERVICES[: min(chosen.objects, len(SERVICES))]
    raw_bytes = int(chosen.megabytes * 1e6)
    chosen.out.mkdir(parents=True, exist_ok=True)
    work = [(chosen.out / "raw", number, services, raw_bytes) for number in range(chosen.objects)]
    with multiprocessing.Pool(2) as processes:
        counts = processes.starmap(one_object, work, chunksize=1)
    truth = dict(sum(counts, Counter()))
    (chosen.out / "contract-set.json").write_text(json.dumps(contract_set()))
    (chosen.out / "truth.json").write_text(json.dumps(truth))
    print(json.dumps(truth))


if __name__ == "__main__":
    main()
