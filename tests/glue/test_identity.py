"""An id is once in the rows of a task, and any order or split of the input gives the same table."""

from __future__ import annotations

import random

import pytest

from tests.glue.builders import (
    Json,
    a_batch,
    a_line,
    a_type,
    an_event,
    an_order,
    conform,
    contract_set_text,
)


def test_an_event_sent_again_is_a_duplicate_whatever_its_spelling() -> None:
    again = a_line(an_event(an_order(total=12.50))).replace(b"12.5", b"1.25e1")

    conformed = conform([a_line()], [again])

    counts = conformed.result.types["orders.order_placed"]
    assert (counts.received, counts.conformed, counts.duplicate) == (2, 1, 1)
    assert [(row["_object"], row["_line"]) for row in conformed.rows] == [(0, 0)]


def test_a_bad_copy_does_not_hide_a_good_one() -> None:
    conformed = conform([a_line(an_event(an_order(total=-1))), a_line()])

    assert [row["_line"] for row in conformed.rows] == [1]
    assert conformed.codes == ["assertion"]


def test_one_id_in_two_types_is_two_events() -> None:
    other = a_type(
        name="orders.order_paid", type="OrderPaid", table={"schema": "orders", "name": "p"}
    )
    paid = a_line(an_event(type="OrderPaid"), **{"detail-type": "OrderPaid"})

    conformed = conform([a_line(), paid], contract_set=contract_set_text(a_type(), other))

    assert (len(conformed.rows), conformed.quarantined) == (2, [])


def some_lines(r: random.Random) -> list[bytes]:
    """Lines with repeats, late copies, bad events, batches and noise; ids have one payload each."""
    events = []
    for number in range(r.randrange(5, 40)):
        total = number if r.random() < 0.9 else -number
        event = an_event(an_order(total=total), id=f"e-{number}")
        events += [event] * (1 + (r.random() < 0.3))
    r.shuffle(events)
    lines = []
    while events:
        size = min(len(events), r.choice([1, 1, 1, 3]))
        taken = [events.pop() for _ in range(size)]
        lines.append(a_line(taken[0]) if size == 1 else a_batch(*taken))
    return [*lines, b"noise", b"", b'{"detail":']


def content(rows: list[Json]) -> list[str]:
    """Rows without the place where they were found."""
    places = ("_object", "_line", "_index")
    return sorted(repr({k: v for k, v in row.items() if k not in places}) for row in rows)


@pytest.mark.parametrize("seed", range(12))
def test_any_order_and_split_gives_the_same_rows(seed: int) -> None:
    r = random.Random(seed)
    lines = some_lines(r)
    once = conform(lines)
    r.shuffle(lines)
    cuts = sorted(r.sample(range(len(lines) + 1), r.randrange(0, 4)))
    parts = [lines[a:b] for a, b in zip([0, *cuts], [*cuts, len(lines)], strict=True)]

    again = conform(*parts)

    assert content(again.rows) == content(once.rows)
    assert sorted(again.codes) == sorted(once.codes)
    assert again.result.types == once.result.types


def test_more_events_than_a_chunk_settle_alike() -> None:
    lines = [a_line(an_event(id=f"e-{n % 700}")) for n in range(1_300)]

    conformed = conform(lines)

    assert [row["_line"] for row in conformed.rows] == list(range(700))
    assert conformed.result.types["orders.order_placed"].duplicate == 600
