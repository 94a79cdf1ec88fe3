"""Holds recorded requests and answers against the models of AWS's own client.

Reads a list of exchanges as JSON from standard input; writes {cases, unread, faults}.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import parse_qs

import botocore.session
from botocore.model import ListShape, MapShape, OperationModel, ServiceModel, Shape, StructureShape
from botocore.parsers import ResponseParserError, create_parser
from botocore.validate import ParamValidator

#: Codes that any service may answer and no operation's model lists.
COMMON = {
    "AccessDenied",
    "AccessDeniedException",
    "ExpiredTokenException",
    "InternalFailure",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "MissingAuthenticationToken",
    "SignatureDoesNotMatch",
    "ThrottlingException",
    "UnrecognizedClientException",
    "ValidationError",
    "ValidationException",
}
SESSION = botocore.session.get_session()


@cache
def models() -> dict[str, list[str]]:
    """Signing name → names of the client's models that sign so."""
    found: dict[str, list[str]] = {}
    for name in SESSION.get_available_services():
        metadata = SESSION.get_service_model(name).metadata
        signing = metadata.get("signingName", metadata["endpointPrefix"])
        found.setdefault(signing, []).append(name)
    return found


@cache
def model_of(signing: str) -> ServiceModel | None:
    """The model of a service, by the name that its requests are signed with."""
    known = {"states": "stepfunctions", "monitoring": "cloudwatch"}
    name = known.get(signing, signing)
    if name in SESSION.get_available_services():
        return SESSION.get_service_model(name)
    names = models().get(signing, [])
    return SESSION.get_service_model(names[0]) if names else None


def walk(value: Any, shape: Shape, place: str) -> Iterator[str]:
    """What stands in the JSON that its shape does not have, or has in another form."""
    if value is None:
        return
    if isinstance(shape, StructureShape):
        yield from walk_structure(value, shape, place)
    elif isinstance(shape, ListShape):
        if not isinstance(value, list):
            yield f"{place}: a list is due, got {value!r:.80}"
            return
        yield from lengths(len(value), shape, place)
        for item in value:
            yield from walk(item, shape.member, f"{place}[]")
    elif isinstance(shape, MapShape):
        if not isinstance(value, dict):
            yield f"{place}: an object is due, got {value!r:.80}"
            return
        for item in value.values():
            yield from walk(item, shape.value, f"{place}{{}}")
    else:
        yield from walk_scalar(value, shape, place)


def walk_structure(value: Any, shape: StructureShape, place: str) -> Iterator[str]:
    """Unknown members; known ones one by one."""
    if not isinstance(value, dict):
        yield f"{place}: an object is due, got {value!r:.80}"
        return
    names = {
        member.serialization.get("name", name): member for name, member in shape.members.items()
    }
    for name, item in value.items():
        if name in names:
            yield from walk(item, names[name], f"{place}.{name}")
        else:
            yield f"{place}: unknown member {name}"


def walk_scalar(value: Any, shape: Shape, place: str) -> Iterator[str]:
    """Types, enumerations, lengths, ranges and patterns of text and numbers."""
    kind = shape.type_name
    if kind == "boolean":
        if not isinstance(value, bool):
            yield f"{place}: true or false is due, got {value!r:.80}"
    elif kind in ("integer", "long"):
        if isinstance(value, bool) or not isinstance(value, int):
            yield f"{place}: a whole number is due, got {value!r:.80}"
        elif not shape.metadata.get("min", value) <= value <= shape.metadata.get("max", value):
            yield f"{place}: {value} is out of range"
    elif kind in ("float", "double"):
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield f"{place}: a number is due, got {value!r:.80}"
    elif kind == "timestamp":
        yield from walk_timestamp(value, shape, place)
    elif not isinstance(value, str):
        yield f"{place}: text is due, got {value!r:.80}"
    elif kind == "string":
        yield from walk_text(value, shape, place)


def walk_timestamp(value: Any, shape: Shape, place: str) -> Iterator[str]:
    """Seconds since 1970 unless the model says otherwise."""
    if shape.serialization.get("timestampFormat", "unixTimestamp") != "unixTimestamp":
        return
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield f"{place}: epoch seconds are due, got {value!r:.80}"
    elif value > 1e11:
        yield f"{place}: epoch seconds are due, {value} are milliseconds"


def walk_text(value: str, shape: Shape, place: str) -> Iterator[str]:
    """Enumeration, length and pattern."""
    enum = shape.metadata.get("enum")
    if enum and value not in enum:
        yield f"{place}: {value!r:.80} is not one of {enum[:6]}"
    yield from lengths(len(value), shape, place)
    pattern = shape.metadata.get("pattern")
    if pattern:
        try:
            fits = re.search(f"^(?:{pattern})$", value, re.DOTALL) is not None
        except re.error:
            return
        if not fits:
            yield f"{place}: {value!r:.80} does not match {pattern:.80}"


def lengths(length: int, shape: Shape, place: str) -> Iterator[str]:
    """ParamValidator knows the lower bound only."""
    if length > shape.metadata.get("max", length):
        yield f"{place}: {length} long, {shape.metadata['max']} is the limit"


def required(value: Any, shape: Shape | None, place: str) -> Iterator[str]:
    """Members that must be there, also in answers, and lower bounds."""
    if shape is not None:
        report = ParamValidator().validate(value, shape)
        if report.has_errors():
            yield from (f"{place}: {line}" for line in report.generate_report().splitlines())


def protocol_of(exchange: dict[str, Any]) -> str:
    """AWS JSON names its target in a header, the query protocol is a form; REST is the rest."""
    if "target" in exchange:
        return "json"
    form = exchange["contentType"].startswith("application/x-www-form-urlencoded")
    return "query" if form else "rest-json"


def parsed(exchange: dict[str, Any], model: OperationModel) -> dict[str, Any]:
    """The answer as AWS's client reads it."""
    response = {
        "status_code": exchange["status"],
        "headers": {name.lower(): value for name, value in exchange["headers"].items()},
        "body": exchange["answer"].encode(),
    }
    parser = create_parser(protocol_of(exchange))
    answer: dict[str, Any] = parser.parse(response, model.output_shape)
    return answer


def faults(exchange: dict[str, Any], model: OperationModel) -> Iterator[str]:
    """Everything that is wrong with one exchange."""
    json_protocol = "target" in exchange
    if json_protocol and model.input_shape is not None and exchange["status"] < 400:
        request = json.loads(exchange["request"] or "{}")
        yield from walk(request, model.input_shape, "request")
        yield from required(request, model.input_shape, "request")
    if exchange["status"] >= 300:
        error = parsed(exchange, model).get("Error", {})
        codes = {error.get("Code"), error.get("QueryErrorCode")}
        modelled = {name for shape in model.error_shapes for name in (shape.error_code, shape.name)}
        if not codes & (modelled | COMMON):
            yield f"error code {error.get('Code')} is not modelled; {sorted(modelled)} are"
        return
    if json_protocol and model.output_shape is not None:
        yield from walk(json.loads(exchange["answer"] or "{}"), model.output_shape, "answer")
    elif json_protocol and exchange["answer"] not in ("", "{}"):
        yield f"answer: the operation answers nothing, got {exchange['answer']:.80}"
    try:
        answer = parsed(exchange, model)
    except (ValueError, ResponseParserError) as error:
        yield f"answer: AWS's client cannot read it: {error}"
        return
    answer.pop("ResponseMetadata", None)
    if not answer.keys() & {"Payload", "Body"}:  # streams
        yield from required(answer, model.output_shape, "answer")


def operation_of(exchange: dict[str, Any], model: ServiceModel) -> str | None:
    """The operation that a request names, or whose path it has."""
    protocol = protocol_of(exchange)
    if protocol == "json":
        return str(exchange["target"]).rpartition(".")[2]
    if protocol == "query":
        return parse_qs(exchange["request"]).get("Action", [None])[0]
    path = exchange["path"].partition("?")[0]
    for name in model.operation_names:
        http = model.operation_model(name).http
        uri = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(http["requestUri"].partition("?")[0]))
        if http["method"] == exchange["method"] and re.fullmatch(uri, path):
            return str(name)
    return None


def main() -> None:
    """Faults are counted, so that a thousand equal ones are one line."""
    found: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    for exchange in json.load(sys.stdin):
        model = model_of(exchange["service"])
        operation = None if model is None else operation_of(exchange, model)
        if model is None or operation is None:
            unread[exchange["service"]] += 1
            continue
        name = f"{exchange['service']}.{operation}"
        seen[name] += 1
        if operation not in model.operation_names:
            found[f"{name}: there is no such operation"] += 1
            continue
        for fault in set(faults(exchange, model.operation_model(operation))):
            found[f"{name}: {fault}"] += 1
    json.dump({"seen": seen, "unread": unread, "faults": found}, sys.stdout)


if __name__ == "__main__":
    main()
