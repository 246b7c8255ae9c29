"""What the code asks of AWS, read from it: from each function's door through the objects that its wiring makes to boto3's clients.

The objects are the real ones (making a client asks nobody), so that `self.reports.save` is followed into whatever adapter is really
there, and `self._url` says which queue. Every reference counts, called or not: rather one too many than one too few, and one too many
shows as an action that no run was seen to use.
"""

import ast
import functools
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import FunctionType, MethodType, ModuleType
from typing import Any, cast

from botocore.client import BaseClient

from chalicelib import wiring
from chalicelib.adapters import writes
from chalicelib.engines import bedrock_converse

OF_TRANSACTIONS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
"""What each kind of write in a transaction needs: `TransactWriteItems` has no action of its own."""

_FILES, _BUCKET = "files", "the bucket"
_OF_S3 = {
    "put_object": [("s3:PutObject", _FILES)],
    # Without ListBucket a file that is not there is a 403 instead of a 404.
    "get_object": [("s3:GetObject", _FILES), ("s3:ListBucket", _BUCKET)],
    "delete_objects": [("s3:DeleteObject", _FILES)],
    "list_objects_v2": [("s3:ListBucket", _BUCKET)],
    "head_bucket": [("s3:ListBucket", _BUCKET)],
}
"""https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html"""
_OF_OTHERS = {"converse": [("bedrock:InvokeModel", "models")], "get_secret_value": [("secretsmanager:GetSecretValue", "keys")]}
_NAMED_OPERATION = {"get_paginator", "generate_presigned_url"}

type Asked = tuple[str, str]
"""An IAM action, and what it is asked of."""
type Names = Mapping[str, list[Any]]


@dataclass(slots=True)
class Walk:
    """One walk from a door: what was asked, and where it has been."""

    asked: set[Asked] = field(default_factory=set)
    _been: set[Any] = field(default_factory=set)

    def enter(self, called: Any, arguments: Names | None = None) -> None:
        """Follow a function, a method, or an object that is called."""
        match called:
            case functools.partial():
                self.enter(called.func)
            case MethodType():
                self._read(cast(FunctionType, called.__func__), {"self": [called.__self__], **(arguments or {})})
            case FunctionType() if called.__name__ == "<lambda>":
                return  # read where it is written, as part of the function around it; what a module's own lambdas do asks nobody
            case FunctionType():
                self._read(cast(FunctionType, inspect.unwrap(called)), arguments or {})
            case type():
                return
            case _ if _is_ours(called):
                self.enter(called.__call__, arguments)

    def _read(self, function: FunctionType, names: Names) -> None:
        known = {name: [value for value in values if _leads_on(value)] for name, values in names.items()}
        mark = (function, tuple(sorted((name, tuple(sorted(map(id, values)))) for name, values in known.items() if values)))
        if mark in self._been or not function.__module__.startswith(("chalicelib", "tests.architecture")):
            return
        self._been.add(mark)
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        scope = _Scope(function, dict(known))
        for node in ast.walk(tree):  # names first, whatever their order: a name means all that it may mean
            scope.learn(node)
        for node in ast.walk(tree):
            self._note(node, scope)

    def _note(self, node: ast.AST, scope: "_Scope") -> None:
        if isinstance(node, ast.Constant) and scope.module == writes.__name__ and node.value in OF_TRANSACTIONS:
            self.asked.add((f"dynamodb:{OF_TRANSACTIONS[node.value]}", "the table"))
        if isinstance(node, ast.Call):
            self._note_call(node, scope)
        elif isinstance(node, ast.Attribute | ast.Name):
            for value in scope.values(node):
                is_function = isinstance(value, MethodType | FunctionType) and not _is_wiring(value)
                if is_function and not isinstance(getattr(value, "__self__", None), BaseClient):
                    self.enter(value)

    def _note_call(self, node: ast.Call, scope: "_Scope") -> None:
        for called in scope.values(node.func):
            operation = getattr(called, "__name__", "")
            if isinstance(called, MethodType) and isinstance(called.__self__, BaseClient) and operation in _NAMED_OPERATION:
                (name,) = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
                self._ask(called.__self__, str(name), node, scope)
            elif isinstance(called, MethodType) and isinstance(called.__self__, BaseClient):
                self._ask(called.__self__, operation, node, scope)
            elif not _is_wiring(called):
                self.enter(called, scope.bound(called, node))

    def _ask(self, client: BaseClient, operation: str, node: ast.Call, scope: "_Scope") -> None:
        service = client.meta.service_model.service_name
        match service:
            case "s3":
                self.asked.update(_OF_S3[operation])
            case "sqs":
                action = "SendMessage" if operation.startswith("send_message") else _action(operation)
                self.asked.add((f"sqs:{action}", str(scope.owner._url)))
            case "dynamodb" if operation == "transact_write_items":
                return
            case "dynamodb":
                index = [keyword.value for keyword in node.keywords if keyword.arg == "IndexName"]
                of = f"the index {scope.values(index[0])[0]}" if index else "the table"
                self.asked.add((f"dynamodb:{_action(operation)}", of))
            case _:
                self.asked.update(_OF_OTHERS[operation])


class _Scope:
    """What the names of one function may stand for."""

    def __init__(self, function: FunctionType, names: dict[str, list[Any]]) -> None:
        self._function = function
        self._names = names
        self._closure = inspect.getclosurevars(function).nonlocals if function.__closure__ else {}

    @property
    def module(self) -> str:
        """Where the function is written."""
        return self._function.__module__

    @property
    def owner(self) -> Any:
        """`self`."""
        return (self._names.get("self") or [None])[0]

    def learn(self, node: ast.AST) -> None:
        """An assignment, a loop or an import inside of the function."""
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self._names.setdefault(name, []).extend(self.values(value))
            case ast.For(target=ast.Tuple(elts=[_, ast.Name(id=name)]), iter=ast.Call(func=ast.Attribute(value=of, attr="items"))):
                found = [each for value in self.values(of) if isinstance(value, dict) for each in value.values()]
                self._names.setdefault(name, []).extend(found)
            case ast.ImportFrom(module=str(module), names=imported):
                for alias in imported:
                    found = getattr(__import__(module, fromlist=[alias.name]), alias.name)
                    self._names.setdefault(alias.asname or alias.name, []).append(found)

    def values(self, node: ast.AST) -> list[Any]:
        """All that an expression may be, as far as it can be told without running it."""
        match node:
            case ast.Constant(value=value):
                return [value]
            case ast.Name(id=name):
                return self._named(name)
            case ast.Attribute(value=inner, attr=attribute):
                found = [getattr(value, attribute, None) for value in self.values(inner) if _leads_on(value)]
                return [value for value in found if value is not None]
            case ast.Subscript(value=inner):
                return [each for value in self.values(inner) if isinstance(value, dict) for each in value.values()]
            case ast.Call(func=function):
                return [_made(called) for called in self.values(function) if _is_wiring(called) or called is bedrock_converse.client]
            case ast.BoolOp(values=parts):
                return [value for part in parts for value in self.values(part)]
        return []

    def _named(self, name: str) -> list[Any]:
        if name in self._names:
            return self._names[name]
        for known in (self._closure, self._function.__globals__):
            if name in known:
                return [known[name]]
        return []

    def bound(self, called: Any, node: ast.Call) -> dict[str, list[Any]]:
        """A call's arguments by the names of its parameters."""
        target = called if isinstance(called, FunctionType | MethodType) else vars(type(called)).get("__call__")
        if not isinstance(target, FunctionType | MethodType):
            return {}
        parameters = [name for name in inspect.signature(target).parameters if name != "self"]
        by_place = {name: self.values(argument) for name, argument in zip(parameters, node.args, strict=False)}
        return by_place | {keyword.arg: self.values(keyword.value) for keyword in node.keywords if keyword.arg}


def asked_from(doors: Iterable[Callable[..., Any]]) -> set[Asked]:
    """All that can be asked of AWS from these functions."""
    walk = Walk()
    for door in doors:
        walk.enter(door)
    return walk.asked


def functions_of(module: ModuleType) -> Iterator[FunctionType]:
    """The functions that a module defines, its classes' methods left out."""
    for value in vars(module).values():
        if isinstance(value, FunctionType) and value.__module__ == module.__name__:
            yield value


@functools.cache
def _made(wire: Callable[..., Any]) -> Any:
    if wire is bedrock_converse.client:
        return bedrock_converse.client("", 1)
    return wire(wiring.attempt()) if inspect.signature(wire).parameters else wire()


def _is_wiring(value: Any) -> bool:
    return str(getattr(value, "__module__", "")).startswith("chalicelib.wiring") and not isinstance(value, MethodType)


def _is_ours(value: Any) -> bool:
    return type(value).__module__.startswith("chalicelib")


def _leads_on(value: Any) -> bool:
    return _is_ours(value) or isinstance(value, BaseClient | ModuleType | dict | FunctionType | MethodType | functools.partial)


def _action(operation: str) -> str:
    return operation.title().replace("_", "")
