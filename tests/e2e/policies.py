"""What each function asked of the stand-in, held against what its policy lets it ask. The stand-in itself forbids nothing."""

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from infra.local import resources
from infra.local.stack import LocalStack

FUNCTIONS = ("app", "ask", "dispatch", "render", "tick")

type Asked = tuple[str, str, str]
"""A function, an action, and what it was asked of."""


def asked(stack: LocalStack) -> set[Asked]:
    """All that functions asked since the stack began."""
    log = stack.log("calls")
    lines = [json.loads(line) for line in log.read_text().splitlines()] if log.is_file() else []
    return {(line["who"], line["action"], line["of"]) for line in lines if line["who"] in FUNCTIONS}


def beyond_policies(stack: LocalStack) -> list[Asked]:
    """What was asked and is not allowed: on AWS a refusal."""
    allowed = {function: list(_allowed(function, stack)) for function in FUNCTIONS}
    return sorted(
        (function, action, of)
        for function, action, of in asked(stack)
        if not any(action == may and fnmatchcase(of, pattern) for may, pattern in allowed[function])
    )


def _allowed(function: str, stack: LocalStack) -> Iterator[tuple[str, str]]:
    policy = json.loads((resources.ROOT / ".chalice" / f"policy-{function}.json").read_text())
    for statement in policy["Statement"]:
        of = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        for action in statement["Action"]:
            yield from ((action, _pattern(action, resource, stack)) for resource in of)


def _pattern(action: str, resource: Any, stack: LocalStack) -> str:
    """A resource as the stand-in's notes name it."""
    bucket, table = stack.outputs["BucketName"], stack.outputs["TableName"]
    match resource:
        case {"Fn::GetAtt": [str(name), "Arn"]}:
            return {"Table": table, "Bucket": bucket}.get(name, f"{table}-{name.removesuffix('Queue').lower()}")
        case {"Fn::Sub": str(text)}:
            named = text.replace("${Bucket.Arn}", bucket).replace("${Table.Arn}/index", table).replace("${Stage}", "local")
            # Of files deleted together the notes have the bucket alone.
            return f"{bucket}/*" if action == "s3:DeleteObject" else named.rpartition(":secret:")[2]
    return str(resource)
