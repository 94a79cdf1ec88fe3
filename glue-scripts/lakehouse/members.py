"""An object → one row: the value of each column, and what no column was declared for.

The function that takes a relation's objects apart is generated, because it runs for every event: a
literal access per column costs a third of a loop over paths. Taking the row at once lets the parsed
payload go while it is still in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import orjson

from lakehouse.canonical import exact_text
from lakehouse.relations import Json, Level, Relation

#: The values in the order of the columns (json: its text), the text of the rest, if any, and the
#: arrays of the child tables.
Parts = tuple[tuple[Any, ...], bytes | None, tuple[Any, ...]]

_SORTED = orjson.OPT_SORT_KEYS


def take_apart(relation: Relation, payload: Json) -> Parts:
    """Take apart an object that keeps the relation's schema."""
    quick, slow = _functions(relation)
    try:
        return quick(payload)
    except TypeError:  # a number that orjson cannot write
        return slow(payload)


@cache
def _functions(relation: Relation) -> tuple[Callable[[Json], Parts], Callable[[Json], Parts]]:
    """The relation's own functions, generated once per process."""
    return (
        _generate(relation, f"(None if (v := {{}}) is None else dumps(v, None, {_SORTED}))"),
        _generate(relation, "(None if (v := {}) is None else exact_text(v))"),
    )


def _generate(relation: Relation, json_text: str) -> Callable[[Json], Parts]:
    levels, places, arrays = relation.layout
    lines = [
        f"    m{number} = {_access(f'm{level.parent}', level.key)} or nothing"
        for number, level in enumerate(levels)
        if number
    ]
    values = []
    for column, (level, key) in zip(relation.columns, places, strict=True):
        value = _access(f"m{level}", key)
        values.append(json_text.format(value) if column.type == "json" else value)
    items = [_access(f"m{level}", key) for level, key in arrays]
    known = [n for n, level in enumerate(levels) if level.known is not None]
    whole = " and ".join(f"known{number}(m{number})" for number in known)
    source = "\n".join(
        [
            "def take_apart(m0):",
            *lines,
            f"    rest = None if {whole} else unknown(m0)",
            f"    return ({_listed(values)}), rest, ({_listed(items)})",
        ]
    )
    names: dict[str, Any] = {
        "nothing": {},
        "dumps": orjson.dumps,
        "exact_text": exact_text,
        "unknown": lambda payload: exact_text(_unknown(payload, levels)),
        **{f"known{n}": levels[n].known.issuperset for n in known},  # type: ignore[union-attr]
    }
    exec(compile(source, f"<take apart {relation.name}>", "exec"), names)
    function: Callable[[Json], Parts] = names["take_apart"]
    return function


def _listed(expressions: list[str]) -> str:
    return "".join(f"{expression}, " for expression in expressions)


def _access(level: str, key: str | int) -> str:
    if isinstance(key, str):
        return f"{level}.get({key!r})"
    return f"({level}[{key}] if len({level}) > {key} else None)"


def _unknown(payload: Json, levels: tuple[Level, ...]) -> Json:
    """Members that the schema does not declare, nested as they came."""
    rest: Json = {}
    for level in levels:
        if level.known is None:
            continue
        members: Any = payload
        for step in level.path:
            members = (members or {}).get(step)
        unknown = {key: member for key, member in (members or {}).items() if key not in level.known}
        if unknown:
            place = rest
            for step in level.path:
                place = place.setdefault(str(step), {})
            place.update(unknown)
    return rest
