"""Payloads → the values of each column, and what no column was declared for."""

from __future__ import annotations

from typing import Any

from lakehouse.contracts import Contract, Json, Level

_NOTHING: Json = {}


def take_apart(payloads: list[Json], contract: Contract) -> tuple[list[list[Any]], dict[int, Json]]:
    """Per column its values, and per row with unknown members an object of those, nested as they came."""
    levels, places = contract.layout
    found: list[list[Any]] = [payloads]
    for level in levels[1:]:
        inner = _pick(found[level.parent], level.key)
        found.append([_NOTHING if member is None else member for member in inner])
    columns = [_pick(found[level], key) for level, key in places]
    return columns, _unknown(found, levels)


def _pick(values: list[Any], key: str | int) -> list[Any]:
    if isinstance(key, str):
        return [value.get(key) for value in values]
    return [value[key] if len(value) > key else None for value in values]


def _unknown(found: list[list[Any]], levels: tuple[Level, ...]) -> dict[int, Json]:
    rests: dict[int, Json] = {}
    for level, values in zip(levels, found, strict=True):
        if level.known is None:
            continue
        has_all = level.known.issuperset
        for row, value in enumerate(values):
            if not has_all(value):
                place = rests.setdefault(row, {})
                for step in level.path:
                    place = place.setdefault(step, {})  # type: ignore[arg-type]
                place.update((k, v) for k, v in value.items() if k not in level.known)
    return rests
