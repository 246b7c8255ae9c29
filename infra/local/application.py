"""What the Chalice application declares: functions, event sources, routes. Read from its own objects, so that nothing is described twice.

`app.py` is imported in a process of its own (`python -m infra.local.application`), which keeps its environment and modules out of this one.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ACCOUNT = "123456789012"  # moto's default account
STAGE = "local"
CHECKOUT = Path(__file__).resolve().parents[2]

API_FUNCTION = "app"
API_CONCURRENCY = 8
SCHEDULE_CONCURRENCY = 1
DEFAULT_QUEUE_CONCURRENCY = 5

_RATE_MINUTES = {"minute": 1, "minutes": 1, "hour": 60, "hours": 60, "day": 1440, "days": 1440}


class UnreadableApplication(Exception):
    """The application can't be imported, or declares what the local stack can't drive; the message says which."""


@dataclass(frozen=True, slots=True)
class FunctionSettings:
    """One Lambda. `timeout` is in seconds, `memory` in MB, `concurrency` the events it handles at once here."""

    name: str
    function_name: str
    handler: str
    timeout: int
    memory: int
    concurrency: int


@dataclass(frozen=True, slots=True)
class QueueSource:
    """A queue that feeds a function, `batch_size` messages an event."""

    function: str
    queue: str
    batch_size: int


@dataclass(frozen=True, slots=True)
class ScheduleSource:
    """A rule that calls a function every `minutes` minutes."""

    function: str
    rule: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Application:
    """All of it. `routes` are the methods of each declared path, `binary_types` the media types that travel as base64."""

    functions: tuple[FunctionSettings, ...]
    queues: tuple[QueueSource, ...]
    schedules: tuple[ScheduleSource, ...]
    routes: dict[str, tuple[str, ...]]
    binary_types: tuple[str, ...]


def describe(project: Path) -> Application:
    """Reads the application whose `app.py` and `.chalice/config.json` lie in `project`."""
    child = subprocess.run(
        [sys.executable, "-m", "infra.local.application", str(project)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "FOLIO_STAGE": STAGE},
        capture_output=True,
        text=True,
        check=False,
    )
    if child.returncode:
        raise UnreadableApplication(f"{project / 'app.py'} can't be read: {child.stderr.strip().splitlines()[-1]}")
    return _from_json(child.stdout)


def _from_json(text: str) -> Application:
    data = json.loads(text)
    return Application(
        functions=tuple(FunctionSettings(**each) for each in data["functions"]),
        queues=tuple(QueueSource(**each) for each in data["queues"]),
        schedules=tuple(ScheduleSource(**each) for each in data["schedules"]),
        routes={path: tuple(methods) for path, methods in data["routes"].items()},
        binary_types=tuple(data["binary_types"]),
    )


def rate_minutes(expression: str) -> int:
    """The minutes of `rate(5 minutes)`; cron expressions are not driven here."""
    match expression.removeprefix("rate(").removesuffix(")").split():
        case [count, unit] if expression.startswith("rate(") and count.isdecimal() and unit in _RATE_MINUTES:
            return int(count) * _RATE_MINUTES[unit]
    raise UnreadableApplication(f"the local stack can't drive the schedule {expression!r}: only rate(…)")


def read(app: Any, config: Any) -> Application:
    """What a Chalice object and its chalice.config.Config say."""
    sources = {kind: [s for s in app.event_sources if type(s).__name__ == kind] for kind in ("SQSEventConfig", "ScheduledEventConfig")}
    unknown = {type(source).__name__ for source in app.event_sources} - set(sources)
    if unknown:
        raise UnreadableApplication(f"the local stack can't drive {', '.join(sorted(unknown))}")
    queues = [QueueSource(s.name, s.queue, s.batch_size) for s in sources["SQSEventConfig"]]
    limits = {s.name: s.maximum_concurrency or DEFAULT_QUEUE_CONCURRENCY for s in sources["SQSEventConfig"]}
    limits |= {s.name: SCHEDULE_CONCURRENCY for s in sources["ScheduledEventConfig"]}
    functions = [_settings(config, "api_handler", API_FUNCTION, "app.app", API_CONCURRENCY)]
    functions += [_settings(config, s.name, s.name, s.handler_string, limits[s.name]) for s in app.event_sources]
    return Application(
        functions=tuple(functions),
        queues=tuple(queues),
        schedules=tuple(_schedule(config, s) for s in sources["ScheduledEventConfig"]),
        routes={path: tuple(sorted(methods)) for path, methods in app.routes.items()},
        binary_types=tuple(app.api.binary_types),
    )


def _settings(config: Any, config_name: str, name: str, handler: str, concurrency: int) -> FunctionSettings:
    scoped = config.scope(STAGE, config_name)
    suffix = "" if name == API_FUNCTION else f"-{name}"
    timeout, memory = scoped.lambda_timeout or 60, scoped.lambda_memory_size or 128  # Chalice's own defaults
    return FunctionSettings(name, f"{config.app_name}-{STAGE}{suffix}", handler, timeout, memory, concurrency)


def _schedule(config: Any, source: Any) -> ScheduleSource:
    expression = source.schedule_expression
    text = expression if isinstance(expression, str) else expression.to_string()
    return ScheduleSource(source.name, f"{config.app_name}-{STAGE}-{source.name}-event", rate_minutes(text))


def _main(project: Path) -> None:
    sys.path.insert(0, str(project))
    from chalice.config import Config

    import app

    on_disk = json.loads((project / ".chalice" / "config.json").read_text())
    config = Config(chalice_stage=STAGE, user_provided_params={"chalice_app": app.app}, config_from_disk=on_disk)
    json.dump(asdict(read(app.app, config)), sys.stdout)


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
