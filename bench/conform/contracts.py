"""Thirty contracts of fifteen services, as the compiler would write them, for the benchmark."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

SERVICES = [
    "orders",
    "payments",
    "shipping",
    "billing",
    "catalog",
    "cart",
    "users",
    "auth",
    "search",
    "reviews",
    "support",
    "returns",
    "pricing",
    "stock",
    "notify",
]
STATES = {
    "changed": ["created", "paid", "packed", "sent", "closed"],
    "checked": ["open", "pending", "done", "failed"],
}
DATE_TIME = (
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"
)
UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
EMAIL = r"^[a-z0-9.+_-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$"
IPV4 = r"^([0-9]{1,3}\.){3}[0-9]{1,3}$"
SAFE = 9007199254740991


def text(limit: int | None = None, **keywords: Any) -> Json:
    """A string schema; `limit` in characters."""
    return {"type": "string", **({"maxLength": limit} if limit else {}), **keywords}


def record(required: list[str], **properties: Json) -> Json:
    """An object schema; members that it does not name are allowed, as in every contract."""
    return {"type": "object", "required": required, "properties": properties}


def payload_schema(service: str, kind: str) -> Json:
    """The payload of one type: nested objects, an array of objects, a map, texts and numbers."""
    item = record(
        ["sku", "qty", "price"],
        sku=text(32, minLength=3),
        qty={"type": "integer", "minimum": 1, "maximum": 999},
        price={"type": "number"},
        tags={"type": "array", "items": text(32), "uniqueItems": True},
    )
    session = record(
        [], id=text(32), age={"type": "integer", "minimum": 0, "maximum": SAFE}, isNew=flag()
    )
    properties: Json = {
        "entityId": text(pattern=UUID),
        "status": {"type": "string", "enum": STATES[kind]},
        "seq": {"type": "integer", "minimum": 0, "maximum": SAFE},
        "amount": record(
            ["value", "currency"],
            value={"type": "number", "minimum": 0},
            currency=text(pattern="^[A-Z]{3}$"),
        ),
        "actor": record(
            ["id", "kind"],
            id=text(64, minLength=1),
            kind={"type": "string", "enum": ["user", "system", "partner"]},
            email=text(254, pattern=EMAIL),
            locale=text(pattern=r"^\p{L}{2}(-\p{Lu}{2})?$"),
        ),
        "context": record(
            ["ip", "channel"],
            ip=text(pattern=IPV4),
            channel={"type": "string", "enum": ["web", "app", "api"]},
            userAgent=text(300),
            session=session,
        ),
        "items": {"type": "array", "minItems": 1, "maxItems": 50, "items": item},
        "attributes": {
            "type": "object",
            "maxProperties": 20,
            "propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"},
            "additionalProperties": text(200),
        },
        "note": {"type": ["string", "null"], "maxLength": 2000},
        "createdAt": text(pattern=DATE_TIME),
        "flag": flag(),
        f"{service}Score": {"type": "number", "minimum": 0, "exclusiveMaximum": 1000},
        f"{service}Code": text(64, minLength=2),
    }
    if kind == "checked":
        properties["checkedBy"] = text(64)
        properties["attempts"] = {"type": "integer", "minimum": 0, "maximum": 100}
    required = [
        "entityId",
        "status",
        "seq",
        "amount",
        "actor",
        "context",
        "items",
        "createdAt",
        "flag",
    ]
    return record(required, **properties)


def flag() -> Json:
    """A boolean schema."""
    return {"type": "boolean"}


def column(name: str, path: str, kind: str, nullable: bool, **facts: Any) -> Json:
    """A payload column; `path` with dots."""
    where = path.split(".")
    return {"name": name, "path": where, "type": kind, "nullable": nullable, **facts}


def columns(service: str, kind: str) -> list[Json]:
    """The columns of one type, in file order."""
    listed = [
        column("entity_id", "entityId", "uuid", False),
        column("status", "status", "string", False, max_bytes=32),
        column("seq", "seq", "integer", False),
        column("amount_value", "amount.value", "decimal", False, precision=12, scale=2),
        column("amount_currency", "amount.currency", "string", False, max_bytes=3),
        column("actor_id", "actor.id", "string", False, max_bytes=256),
        column("actor_kind", "actor.kind", "string", False, max_bytes=16),
        column("actor_email", "actor.email", "string", True, max_bytes=1016, pii="direct"),
        column("actor_locale", "actor.locale", "string", True, max_bytes=32),
        column("context_ip", "context.ip", "string", False, max_bytes=15),
        column("context_channel", "context.channel", "string", False, max_bytes=8),
        column("context_user_agent", "context.userAgent", "string", True, max_bytes=1200),
        column("context_session_id", "context.session.id", "string", True, max_bytes=128),
        column("context_session_age", "context.session.age", "integer", True),
        column("context_session_is_new", "context.session.isNew", "boolean", True),
        column("items", "items", "json", False),
        column("attributes", "attributes", "json", True),
        column("note", "note", "string", True, max_bytes=8000),
        column("created_at", "createdAt", "timestamp", False),
        column("flag", "flag", "boolean", False),
        column(f"{service}_score", f"{service}Score", "double", True),
        column(f"{service}_code", f"{service}Code", "string", True, max_bytes=256),
    ]
    if kind == "checked":
        listed.append(column("checked_by", "checkedBy", "string", True, max_bytes=256))
        listed.append(column("attempts", "attempts", "integer", True))
    return listed


def contract(service: str, kind: str) -> Json:
    """One event type."""
    return {
        "name": f"{service}.{kind}",
        "service": service,
        "source": f"com.acme.{service}",
        "type": f"{service.title()}{kind.title()}",
        "major": 1,
        "version": "1.0",
        "table": {"schema": service, "name": f"{kind}_v1"},
        "event_time": {"lateness_seconds": 2_592_000, "future_seconds": 3600},
        "identity_window_seconds": 3_024_000,
        "partition": "day",
        "payload_schema": payload_schema(service, kind),
        "has_decimals": True,
        "columns": columns(service, kind),
        "assertions": [],
        "checks": [],
    }


def contract_set() -> Json:
    """The whole compiled set."""
    return {
        "format": 1,
        "services": [
            {"name": name, "source": f"com.acme.{name}", "team": {"name": name, "contact": ""}}
            for name in SERVICES
        ],
        "types": [contract(service, kind) for service in SERVICES for kind in STATES],
        "migrations": [],
        "marts": [],
    }
