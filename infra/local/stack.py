"""The whole service on this machine: AWS's stand-in, the functions in processes of their own, and what drives them."""

import fcntl
import logging
import os
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import boto3
from botocore.config import Config

from infra.issue_key import WantedKey
from infra.local import first_key, resources
from infra.local.application import API_FUNCTION, CHECKOUT, STAGE, Application, FunctionSettings, describe
from infra.local.aws import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY
from infra.local.aws import environment as aws_environment
from infra.local.aws_process import AwsProcess
from infra.local.control import ControlServer
from infra.local.environment import Environment, Failure, Outcome, checkout
from infra.local.front import INTEGRATION_SECONDS, Front
from infra.local.function import Function
from infra.local.http_server import HOST, HttpServer
from infra.local.processes import Processes, inherited_environment
from infra.local.queue_poller import LONG_POLL_SECONDS, QueuePoller
from infra.local.scheduler import Scheduler

LOGS = "logs"
_POLL_SECONDS = 0.02
_FRONT_WORKERS = 64
_NO_OVERRIDES: Mapping[str, str] = {}
_NO_SECRETS: Mapping[str, str] = {}
_NO_RETRIES = Config(retries={"total_max_attempts": 1}, read_timeout=2 * LONG_POLL_SECONDS)  # what polls, polls again anyway

type Report = Callable[[str, Failure, Path], None]
type Create = Callable[[str, str, Mapping[str, str]], dict[str, str]]

logger = logging.getLogger(__name__)


def _log_failure(function: str, failure: Failure, log: Path) -> None:
    logger.warning("%s failed: %s (see %s)", function, failure.message, log)


class DirectoryTaken(Exception):
    """Another stack keeps its state there."""

    def __init__(self, directory: Path) -> None:
        super().__init__(f"Another local stack runs with its state in {directory}")


class LocalStack:
    """A stack, from `__enter__` to `__exit__`, with its state (key, logs, control socket) in `directory`.

    `overrides` replace parameters of infra/resources.yaml, `variables` what .chalice/config.json says of the functions' environment;
    `key_files` are where the key is written besides `<directory>/key`;
    `project` is where app.py and .chalice/config.json lie. Port 0 takes a free one. `engines` is an operator's configuration
    of the AI platforms as JSON (without it, all answer from the recording), `narrative` that of the language model which words reports
    (without it, the rules do), and `secrets` are the keys that they name. `create` makes the resources, by default from
    infra/resources.yaml alone, and answers the outputs of their stack.
    """

    def __init__(
        self,
        directory: Path,
        *,
        port: int = 0,
        ticks: bool = True,
        overrides: Mapping[str, str] = _NO_OVERRIDES,
        variables: Mapping[str, str] = _NO_OVERRIDES,
        project: Path = CHECKOUT,
        key_files: tuple[Path, ...] = (),
        report: Report = _log_failure,
        integration_seconds: float = INTEGRATION_SECONDS,
        engines: str | None = None,
        narrative: str | None = None,
        secrets: Mapping[str, str] = _NO_SECRETS,
        create: Create = resources.create,
    ) -> None:
        self.directory = directory.resolve()
        self.outputs: dict[str, str] = {}
        self.key = ""
        self._port = port
        self._ticks = ticks
        self._overrides = overrides
        self._variables = variables
        self._project = project.resolve()
        self._key_files = (self.directory / first_key.KEY_FILE, *key_files)
        self._report_failure = report
        self._integration_seconds = integration_seconds
        self._engines = engines
        self._narrative = narrative
        self._secrets = secrets
        self._create = create
        self._functions: dict[str, Function] = {}
        self._pollers: list[QueuePoller] = []
        self._queue_urls: list[str] = []
        self._scheduler: Scheduler | None = None
        self._front_workers = ThreadPoolExecutor(max_workers=_FRONT_WORKERS, thread_name_prefix="front")
        self._ending = False
        self._held = ExitStack()

    def __enter__(self) -> Self:
        with self._held:
            self._start()
            self._held = self._held.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._held.close()

    @property
    def url(self) -> str:
        """Where the API is."""
        return f"http://{HOST}:{self._server.port}"

    @property
    def endpoint_url(self) -> str:
        """Where AWS's stand-in is."""
        return self._aws.endpoint_url

    def log(self, function: str) -> Path:
        """The log of a function (`app` …), of the stand-in (`aws`), of what each asks it (`calls`), or of the API's requests (`access`)."""
        return self.directory / LOGS / f"{function}.log"

    def tick(self, at: datetime) -> list[str]:
        """One tick at `at`; returns, when it has been handled, the reasons of its failures."""
        outcomes = self._scheduler.tick(at) if self._scheduler is not None else []
        return [outcome.failure.message for outcome in outcomes if outcome.failure is not None]

    def issue_key(self, key: WantedKey) -> str:
        """A new API key; its secret."""
        return first_key.issue(self.endpoint_url, self.outputs["TableName"], key)

    def kill_worker(self, function: str, timeout: float = 30) -> None:
        """SIGKILLs the process that is handling an event of `function` now, or will within `timeout` seconds; returns when it is gone."""
        self._wait_for(self._functions[function].kill_one, timeout, f"{function} handled no event")

    def wait_until_idle(self, timeout: float = 60) -> None:
        """Returns when no event is being handled and no message waits in a queue that feeds a function. TimeoutError."""
        self._wait_for(self._is_idle, timeout, "the stack was not idle")

    def has_ended(self) -> bool:
        """Whether the stand-in has died, without which nothing works."""
        return not self._aws.is_alive

    def _is_idle(self) -> bool:
        """Asked at every poll: the queues only once no function is busy, and the functions again, since a message may have gone to one."""
        return not self._is_busy() and not self._waits() and not self._is_busy()

    def _is_busy(self) -> bool:
        return any(function.is_busy for function in self._functions.values())

    def _waits(self) -> bool:
        for url in self._queue_urls:
            attributes = self._sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
            if any(int(count) for name, count in attributes.items() if name.startswith("ApproximateNumberOfMessages")):
                return True
        return False

    @staticmethod
    def _wait_for(condition: Callable[[], bool], timeout: float, complaint: str) -> None:
        deadline = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{complaint} within {timeout:g} seconds")
            time.sleep(_POLL_SECONDS)

    def _start(self) -> None:
        self._server = self._hold(HttpServer(self._port), HttpServer.close)
        self._prepare_directory()
        self._held.callback(self._join)
        self._processes = self._hold(Processes(), Processes.close)
        self._held.callback(self._end)
        with ThreadPoolExecutor(max_workers=1) as reader:
            application = reader.submit(describe, self._project)
            self._aws = AwsProcess(self._processes, self.log("aws"), self.log("calls"))
            session = boto3.Session(ACCESS_KEY_ID, SECRET_ACCESS_KEY, region_name=REGION)
            self._sqs = session.client("sqs", endpoint_url=self.endpoint_url, config=_NO_RETRIES)
            self.outputs = self._create(self.endpoint_url, STAGE, self._overrides)
            self._store_secrets(session)
        self._run(application.result())

    def _store_secrets(self, session: boto3.Session) -> None:
        secrets_manager = session.client("secretsmanager", endpoint_url=self.endpoint_url, config=_NO_RETRIES)
        for name, secret in self._secrets.items():
            secrets_manager.create_secret(Name=name, SecretString=secret)
        secrets_manager.close()

    def _prepare_directory(self) -> None:
        self.log("").parent.mkdir(parents=True, exist_ok=True)
        handle = self._hold(os.open(self.directory, os.O_RDONLY | os.O_DIRECTORY), os.close)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DirectoryTaken(self.directory) from None
        self.directory.chmod(0o700)
        for left_over in (*self.log("").parent.glob("*.log"), self._key_files[0]):
            left_over.unlink(missing_ok=True)

    def _run(self, application: Application) -> None:
        self._functions = {settings.name: self._function(settings) for settings in application.functions}
        self._functions[API_FUNCTION].warm_up()
        self.key = first_key.issue(self.endpoint_url, self.outputs["TableName"])
        self._start_pollers(application)
        self._scheduler = Scheduler(application.schedules, self._invoke, _now, uuid4)
        if self._ticks:
            self._scheduler.start()
        self._hold(ControlServer(self.directory, self.tick, self.issue_key), ControlServer.close).start()
        first_key.write(self.key, self._key_files)
        self._held.callback(first_key.withdraw, self.key, self._key_files)
        self._server.start(self._front(application), self.log("access"))

    def _hold[Resource](self, resource: Resource, release: Callable[[Resource], None]) -> Resource:
        self._held.callback(release, resource)
        return resource

    def _end(self) -> None:
        """What must stop before the processes are killed, so that their end is nobody's failure."""
        self._ending = True
        for poller in self._pollers:
            poller.end()
        if self._scheduler is not None:
            self._scheduler.end()

    def _join(self) -> None:
        """What waits for an answer of the processes, and gets none any more."""
        for poller in self._pollers:
            poller.join()
        if self._scheduler is not None:
            self._scheduler.join()
        self._front_workers.shutdown(wait=True, cancel_futures=True)
        for function in self._functions.values():
            function.close()

    def _function(self, settings: FunctionSettings) -> Function:
        variables = {
            **inherited_environment(),
            **aws_environment(self.endpoint_url, access_key_id=settings.name),  # by which the stand-in's notes tell who asks
            **resources.function_environment(settings.name, STAGE, self.outputs),
            **({"FOLIO_ENGINES": self._engines} if self._engines else {}),
            **({"FOLIO_NARRATIVE": self._narrative} if self._narrative else {}),
            **self._variables,
        }
        log = self.log(settings.name)

        def new_environment() -> Environment:
            return Environment(settings, variables, checkout(self._project), self._processes, log)

        def report(failure: Failure) -> None:
            if not self._ending:
                self._report_failure(settings.name, failure, log)

        return Function(settings.concurrency, new_environment, report)

    def _invoke(self, function: str, event: Mapping[str, Any]) -> Outcome:
        return self._functions[function].invoke(event)

    def _start_pollers(self, application: Application) -> None:
        concurrency = {settings.name: settings.concurrency for settings in application.functions}
        for source in application.queues:
            url = self._sqs.get_queue_url(QueueName=source.queue)["QueueUrl"]
            arn = self._sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
            invoke = self._functions[source.function].invoke
            poller = QueuePoller(self._sqs, url, arn, source.batch_size, concurrency[source.function], invoke)
            self._queue_urls.append(url)
            self._pollers.append(poller)
            poller.start()

    def _front(self, application: Application) -> Front:
        return Front(
            invoke=self._functions[API_FUNCTION].invoke,
            workers=self._front_workers,
            routes=application.routes,
            binary_types=application.binary_types,
            is_healthy=lambda: all(path.is_file() for path in self._key_files),
            clock=_now,
            new_uuid=uuid4,
            integration_seconds=self._integration_seconds,
        )


def _now() -> datetime:
    return datetime.now(UTC)
