"""Compares the arguments of state machines' tasks with the models of AWS's own client.

Reads {machine: definition} as JSON from standard input, writes a list of faults.
"""

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

import botocore.session
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

ALIASES = {"sfn": "stepfunctions", "redshiftdata": "redshift-data"}
OPTIMISED = {
    "lambda:invoke": ("lambda", "Invoke"),
    "glue:startJobRun.sync": ("glue", "StartJobRun"),
}
SESSION = botocore.session.get_session()


def tasks(machine: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every task of a machine, also inside maps."""
    for name, state in machine["States"].items():
        if state["Type"] == "Task":
            yield name, state
        if "ItemProcessor" in state:
            yield from tasks(state["ItemProcessor"])


def operation(resource: str) -> tuple[str, str]:
    """Service and operation behind an integration's ARN. Raises KeyError for an unknown one."""
    name = resource.removeprefix("arn:aws:states:::")
    match = re.fullmatch(r"aws-sdk:(\w+):(\w+)", name)
    if not match:
        return OPTIMISED[name]
    service, method = match.groups()
    return ALIASES.get(service, service), method[0].upper() + method[1:]


def is_computed(value: object) -> bool:
    """Whether the value is known at run time only."""
    if isinstance(value, dict):
        return set(value) in ({"Ref"}, {"Fn::GetAtt"})
    return isinstance(value, str) and value.startswith("{%")


def compare(value: object, shape: Shape, place: str) -> Iterator[str]:
    """What a value has that its shape lacks, or lacks that its shape demands."""
    if is_computed(value):
        return
    if isinstance(shape, StructureShape):
        if not isinstance(value, dict):
            yield f"{place}: must be an object"
            return
        members = shape.members
        for name, member in value.items():
            if name in members:
                yield from compare(member, members[name], f"{place}/{name}")
            else:
                yield f"{place}: unknown argument {name}"
        yield from (
            f"{place}: {name} is missing" for name in shape.required_members if name not in value
        )
    elif isinstance(shape, ListShape):
        if not isinstance(value, list):
            yield f"{place}: must be a list"
            return
        for index, item in enumerate(value):
            yield from compare(item, shape.member, f"{place}/{index}")
    elif isinstance(shape, MapShape):
        if not isinstance(value, dict):
            yield f"{place}: must be an object"
            return
        for key, item in value.items():
            yield from compare(item, shape.value, f"{place}/{key}")
    elif shape.type_name in ("integer", "long") and not isinstance(value, int):
        yield f"{place}: must be a number"
    elif isinstance(shape, StringShape) and shape.enum and value not in shape.enum:
        yield f"{place}: {value} is not one of {shape.enum}"


def check(machine: str, name: str, state: dict[str, Any]) -> Iterator[str]:
    """Faults of one task."""
    place = f"{machine}/{name}"
    try:
        service, method = operation(state["Resource"])
        shape = SESSION.get_service_model(service).operation_model(method).input_shape
    except Exception as error:
        yield f"{place}: {state['Resource']} is unknown: {error}"
        return
    arguments = state.get("Arguments", {})
    if service == "lambda":  # the integration takes the payload as JSON
        arguments = {key: value for key, value in arguments.items() if key != "Payload"}
    if shape is not None:
        yield from compare(arguments, shape, place)


if __name__ == "__main__":
    machines = json.load(sys.stdin)
    found = [
        fault
        for machine, definition in machines.items()
        for name, state in tasks(definition)
        for fault in check(machine, name, state)
    ]
    json.dump(found, sys.stdout)
