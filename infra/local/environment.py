"""An execution environment: one OS process that runs AWS's own runtime client and handles one event at a time."""

import json
import os
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

from infra.local.application import ACCOUNT, FunctionSettings
from infra.local.aws import REGION
from infra.local.processes import PYTHON, Processes
from infra.local.runtime_api import Call, DeadlinePassed, ProcessEnded, RuntimeApi

MAX_PAYLOAD_BYTES = 6 * 1024 * 1024  # Lambda's quota for a synchronous request or response
INIT_SECONDS = 60.0  # Lambda gives 10; a machine that renders on every core needs longer to import


class FailureKind(StrEnum):
    """How an invocation failed."""

    ERROR = "error"
    TIMEOUT = "timeout"
    CRASH = "crash"
    INIT = "init"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an invocation failed; `message` is one line."""

    kind: FailureKind
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an invocation: the handler's JSON, or a failure."""

    payload: bytes = b""
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a function runs: the command that ends in AWS's runtime client, the folder it begins in, and where the code lies for it."""

    command: tuple[str, ...]
    folder: Path
    task_root: str


def checkout(project: Path) -> Place:
    """A function's sources where they lie, in this Python's own environment."""
    return Place((PYTHON, "-m", "awslambdaric"), project, str(project))


class Environment:
    """A process of one function, warm for its next event. `invoke` is called by one thread at a time."""

    def __init__(self, settings: FunctionSettings, variables: Mapping[str, str], place: Place, processes: Processes, log: Path) -> None:
        self._settings = settings
        self._api = RuntimeApi()
        try:
            self._process = processes.start(
                [*place.command, settings.handler],
                cwd=place.folder,
                env={**variables, **_lambda_variables(settings, place.task_root), "AWS_LAMBDA_RUNTIME_API": self._api.address},
                log=log,
            )
        except BaseException:
            self._api.close()
            raise
        self._pidfd = os.pidfd_open(self._process.pid)
        self.is_handling = False

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process can take another event."""
        return self._process.poll() is None

    def invoke(self, event: bytes) -> Outcome:
        """Hands over one event and waits for what comes of it; kills the process at the function's time-out."""
        request_id = str(uuid4())
        try:
            call = self._api.next_call(self._pidfd, time.monotonic() + INIT_SECONDS)
            if not call.is_next():
                return self._init_failed(call)
            self.is_handling = True
            return self._handle(call, request_id, event)
        except DeadlinePassed:
            return self._timed_out(request_id)
        except (ProcessEnded, ConnectionError):
            return self._crashed(request_id)
        finally:
            self.is_handling = False

    def _handle(self, call: Call, request_id: str, event: bytes) -> Outcome:
        timeout = self._settings.timeout
        deadline_ms = int((time.time() + timeout) * 1000)
        call.answer(200, _invocation_headers(self._settings, request_id, deadline_ms), event)
        reply = self._api.next_call(self._pidfd, time.monotonic() + timeout)
        reply.answer(202, {"Content-Type": "application/json"}, b'{"status":"OK"}')
        if reply.path.endswith("/error"):
            return Outcome(failure=Failure(FailureKind.ERROR, _error_line(reply.body)))
        if len(reply.body) > MAX_PAYLOAD_BYTES:
            return Outcome(
                failure=Failure(FailureKind.ERROR, f"a response of {len(reply.body)} bytes is over Lambda's {MAX_PAYLOAD_BYTES}")
            )
        return Outcome(reply.body)

    def _init_failed(self, call: Call) -> Outcome:
        call.answer(202)
        self.kill()
        return Outcome(failure=Failure(FailureKind.INIT, _error_line(call.body)))

    def _timed_out(self, request_id: str) -> Outcome:
        handling = self.is_handling
        self.kill()
        if not handling:
            return Outcome(failure=Failure(FailureKind.INIT, f"{request_id} did not start within {INIT_SECONDS:.0f} seconds"))
        return Outcome(failure=Failure(FailureKind.TIMEOUT, f"{request_id} Task timed out after {self._settings.timeout:.2f} seconds"))

    def _crashed(self, request_id: str) -> Outcome:
        self.kill()
        status = self._process.returncode
        how = f"signal: {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
        return Outcome(failure=Failure(FailureKind.CRASH, f"{request_id} Runtime exited with {how}"))

    def kill(self) -> None:
        """SIGKILLs the process, if it still runs; returns when it is gone."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Ends the process and gives back what it held. No `invoke` may be under way."""
        self.kill()
        self._api.close()
        os.close(self._pidfd)


def _lambda_variables(settings: FunctionSettings, task_root: str) -> dict[str, str]:
    """What Lambda itself sets: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html."""
    return {
        "_HANDLER": settings.handler,
        "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(settings.memory),
        "AWS_LAMBDA_FUNCTION_NAME": settings.function_name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{settings.function_name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": f"{datetime.now(UTC):%Y/%m/%d}/[$LATEST]{uuid4().hex}",
        "LAMBDA_TASK_ROOT": task_root,
    }


def _invocation_headers(settings: FunctionSettings, request_id: str, deadline_ms: int) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "Lambda-Runtime-Aws-Request-Id": request_id,
        "Lambda-Runtime-Deadline-Ms": str(deadline_ms),
        "Lambda-Runtime-Invoked-Function-Arn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{settings.function_name}",
    }


def _error_line(body: bytes) -> str:
    """`ValueError: …` of the error that the runtime reports."""
    try:
        error = json.loads(body)
        return f"{error['errorType']}: {error['errorMessage']}".replace("\n", " ")
    except (ValueError, KeyError, TypeError):
        return body.decode(errors="replace").replace("\n", " ")
