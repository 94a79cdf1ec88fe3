"""A payload schema's checks as SQL over `event` (JSON) and `parsed` (STRUCT), as far as SQL can."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.conform.contracts import DATE_TIME

Json = dict[str, Any]
Steps = tuple[str, ...]

JSON_TYPES = {
    "string": ["VARCHAR"],
    "integer": ["BIGINT", "UBIGINT"],
    "number": ["BIGINT", "UBIGINT", "DOUBLE"],
    "boolean": ["BOOLEAN"],
    "object": ["OBJECT"],
    "array": ["ARRAY"],
    "null": ["NULL"],
}


def sql_checks(entry: Json) -> tuple[list[str], list[str]]:
    """Paths whose JSON types are asked for at once as `kinds`; conditions of a good event."""
    paths: list[str] = []
    conditions: list[str] = []
    for steps, schema, required in _members(entry["payload_schema"], ()):
        paths.append("$.data." + ".".join(steps))
        conditions.append(_type_check(len(paths), schema, required))
        conditions += [f"coalesce({check}, true)" for check in _value_checks(steps, schema)]
    for column in entry["columns"]:
        if "max_bytes" in column:
            text = _parsed(tuple(column["path"]))
            conditions.append(f"coalesce(strlen({text}) <= {column['max_bytes']}, true)")
    conditions += [
        'parsed."time" >= CAST(received AS TIMESTAMPTZ) - INTERVAL 30 DAY',
        'parsed."time" <= CAST(received AS TIMESTAMPTZ) + INTERVAL 1 HOUR',
    ]
    return paths, conditions


def unknown_members(entry: Json) -> str:
    """Condition: some object has a member that the schema does not declare."""
    checks = []
    for steps, schema in [((), entry["payload_schema"]), *_objects(entry["payload_schema"], ())]:
        known = ", ".join(f"'{name}'" for name in schema["properties"])
        place = "".join(f".{step}" for step in steps)
        checks.append(
            f"coalesce(NOT list_has_all([{known}], json_keys(event, '$.data{place}')), false)"
        )
    return " OR ".join(checks)


def _members(schema: Json, above: Steps) -> Iterator[tuple[Steps, Json, bool]]:
    for name, member in schema["properties"].items():
        steps = (*above, name)
        yield steps, member, name in schema.get("required", ())
        if "properties" in member:
            yield from _members(member, steps)


def _objects(schema: Json, above: Steps) -> Iterator[tuple[Steps, Json]]:
    for steps, member, _ in _members(schema, above):
        if "properties" in member:
            yield steps, member


def _type_check(number: int, schema: Json, required: bool) -> str:
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    allowed = ", ".join(f"'{name}'" for kind in kinds for name in JSON_TYPES[kind])
    return f"coalesce(kinds[{number}] IN ({allowed}), {'false' if required else 'true'})"


def _value_checks(steps: Steps, schema: Json) -> Iterator[str]:
    value = _parsed(steps)
    if "enum" in schema:
        yield f"{value} IN ({', '.join(repr(item) for item in schema['enum'])})"
    if "pattern" in schema and schema["pattern"] != DATE_TIME:  # the cast has read those
        pattern = schema["pattern"].replace("'", "''")
        yield f"regexp_matches({value}, '{pattern}')"
    for keyword, comparison in {
        "minimum": f"{value} >= ",
        "maximum": f"{value} <= ",
        "exclusiveMaximum": f"{value} < ",
        "minLength": f"length({value}) >= ",
        "maxLength": f"length({value}) <= ",
    }.items():
        if keyword in schema:
            yield f"{comparison}{schema[keyword]}"
    if schema["type"] == "array":
        items = f"json_extract(event, '$.data.{'.'.join(steps)}[*].{{}}')"
        yield f"json_array_length(event, '$.data.{'.'.join(steps)}') >= {schema['minItems']}"
        for name, item in schema["items"]["properties"].items():
            allowed = ", ".join(f"'{kind}'" for kind in JSON_TYPES[item["type"]])
            each = f"list_transform({items.format(name)}, lambda m: json_type(m) IN ({allowed}))"
            yield f"list_bool_and({each})"


def _parsed(steps: Steps) -> str:
    return "parsed.data." + ".".join(f'"{step}"' for step in steps)
