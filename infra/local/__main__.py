"""The local stack's commands: `python -m infra.local up | tick | key | demo`."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.markup import escape

from chalicelib.domain.clock import parse_instant
from chalicelib.domain.period import FIRST_YEAR, LAST_YEAR
from infra import issue_key
from infra.local import control, demo, first_key, own_engines
from infra.local.application import CHECKOUT, UnreadableApplication
from infra.local.aws_process import AwsDidNotStart
from infra.local.environment import Failure
from infra.local.http_server import PortTaken
from infra.local.stack import DirectoryTaken, LocalStack

STATE = CHECKOUT / ".local"
CHECK_SECONDS = 1.0
FAILED, MISUSED = 1, 2
_EPOCH_YEAR = 1970

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit code."""
    parsed = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = parsed.command
    with _interrupted_by(signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # SIGINT too: a shell starts "&" with it ignored
        try:
            return command(parsed)
        except KeyboardInterrupt:
            return 0 if parsed.command is up else 128 + signal.SIGINT
        except (PortTaken, DirectoryTaken, UnreadableApplication, AwsDidNotStart) as error:
            return _fail(str(error), FAILED)


def up(parsed: argparse.Namespace) -> int:
    """Runs the stack until Ctrl-C or SIGTERM."""
    directory = parsed.dir or STATE / str(parsed.port)
    key_files = () if parsed.dir else (STATE / "key",)
    try:
        engines, secrets = own_engines.read(parsed.engines, parsed.secrets)
        narrative = own_engines.read_narrative(parsed.narrative)
    except own_engines.Unusable as reason:
        return _fail(str(reason), MISUSED)
    stack = LocalStack(
        directory,
        port=parsed.port,
        ticks=parsed.ticks == "on",
        project=parsed.project,
        key_files=key_files,
        report=report,
        engines=engines,
        narrative=narrative,
        secrets=secrets,
    )
    try:
        with console.status("Starting AWS's stand-in and the functions…") as status, _ended_whole(stack):
            status.stop()
            _announce(stack, key_files[0] if key_files else directory / "key", ticks=parsed.ticks == "on")
            while not stack.has_ended():
                time.sleep(CHECK_SECONDS)
            return _fail(f"AWS's stand-in has ended by itself: see {_shown(stack.log('aws'))}", FAILED)
    finally:
        first_key.hand_back(STATE)


def tick(parsed: argparse.Namespace) -> int:
    """One tick at a chosen time on the running stack."""
    try:
        control.tick(parsed.dir or STATE / str(parsed.port), parsed.at)
    except control.NoStack:
        return _fail(f"No local stack runs on port {parsed.port}: start one with 'make local'", FAILED)
    except control.TickFailed as failure:
        return _fail(f"The tick failed: {failure}", FAILED)
    console.print(f"The tick at {parsed.at.isoformat()} has been handled.")
    return 0


def key(parsed: argparse.Namespace) -> int:
    """Prints a new key of the running stack, and nothing else."""
    try:
        wanted = issue_key.wanted(parsed.organization, parsed.name, parsed.scopes)
        secret = control.issue_key(parsed.dir or STATE / str(parsed.port), wanted)
    except issue_key.Unusable as reason:
        return _fail(str(reason), MISUSED)
    except control.NoStack:
        return _fail(f"No local stack runs on port {parsed.port}: start one with 'make local'", FAILED)
    except control.NoKey as failure:
        return _fail(f"No key was made: {failure}", FAILED)
    sys.stdout.write(secret + "\n")
    return 0


def run_demo(parsed: argparse.Namespace) -> int:
    """The whole way from daily rows to a PDF."""
    request = demo.Request(parsed.csv, parsed.start, parsed.end, parsed.currency, parsed.out, date.today())  # noqa: DTZ011 - the person's own day
    try:
        demo.run(request, STATE / f"demo-{os.getpid()}", console, report)
    except demo.DemoFailed as failure:
        return _fail(str(failure), FAILED)
    return 0


def report(function: str, failure: Failure, log: Path) -> None:
    """Says on the console that a function failed, and where to read more."""
    errors.print(f"[red]{function} failed[/] {escape(failure.message)} [dim]→ {escape(_shown(log))}[/]")


def instant(text: str) -> datetime:
    """An ISO-8601 instant with an offset, in UTC."""
    try:
        at = parse_instant(text)
    except (ValueError, OverflowError):
        at = None
    if at is None or at.year < _EPOCH_YEAR:
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO-8601 instant with an offset, since 1970, like 2026-03-01T10:00:00Z")
    return at


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{text!r} is no day from {FIRST_YEAR} to {LAST_YEAR}, like 2026-03-01")
    return day


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port")
    return int(text)


class _OneLine(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage."""

    def error(self, message: str) -> None:  # type: ignore[override]
        sys.exit(_fail(message, MISUSED))


def _parser() -> argparse.ArgumentParser:
    parser = _OneLine(prog="python -m infra.local", description=__doc__)
    commands = parser.add_subparsers(required=True)
    running = commands.add_parser("up", help="run the whole service here until Ctrl-C")
    running.add_argument("--ticks", choices=("on", "off"), default="on")
    running.add_argument("--project", type=Path, default=CHECKOUT, help="where app.py and .chalice/config.json lie")
    running.add_argument("--engines", type=Path, help="how AI platforms are asked, as JSON (default: recorded answers)")
    running.add_argument("--narrative", type=Path, help="the language model that words reports, as JSON (default: none)")
    running.add_argument("--secrets", type=Path, help="the keys that --engines and --narrative name, as a JSON object")
    running.set_defaults(command=up)
    ticking = commands.add_parser("tick", help="one tick at a chosen time")
    ticking.add_argument("--at", type=instant, required=True, metavar="2026-03-01T10:00:00Z")
    ticking.set_defaults(command=tick)
    issuing = commands.add_parser("key", help="a new API key of the running stack")
    issuing.add_argument("--organization", required=True)
    issuing.add_argument("--name", default="local")
    issuing.add_argument("--scopes", default="*", help="between commas (default: *, everything)")
    issuing.set_defaults(command=key)
    for command in (running, ticking, issuing):
        command.add_argument("--port", type=_port, default=8000)
        command.add_argument("--dir", type=Path, help="where the stack keeps its key and logs (default: .local/<port>)")
    _add_demo(commands.add_parser("demo", help="from daily rows to a PDF"))
    return parser


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--csv", type=Path, help="your own daily rows, with our column names")
    parser.add_argument(
        "--from", dest="start", type=_day, metavar="2026-03-01", help="the report's first day (default: the file's last 7 days)"
    )
    parser.add_argument("--to", dest="end", type=_day, metavar="2026-03-07", help="its last day")
    parser.add_argument("--currency", default=None, help="the account's currency (default: the first row's, else EUR)")
    parser.add_argument("--out", type=Path, default=CHECKOUT / "out", help="where the PDF goes")
    parser.set_defaults(command=run_demo)


def _announce(stack: LocalStack, key_file: Path, *, ticks: bool) -> None:
    shown = _shown(key_file)
    console.print(f"[bold green]Folio runs[/] at [bold]{stack.url}[/]   (Ctrl-C ends it)")
    console.print(f"  key    {escape(shown)}")
    console.print(f"  logs   {escape(_shown(stack.log('app').parent))}/")
    console.print(f"  ticks  {'each minute' if ticks else 'off'}")
    console.print(f'  try    curl -H "Authorization: Bearer $(cat {escape(shown)})" {stack.url}/v1/report-templates', soft_wrap=True)


def _shown(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _fail(message: str, code: int) -> int:
    errors.print(escape(message))
    return code


@contextmanager
def _interrupted_by(*signals: signal.Signals) -> Iterator[None]:
    """Makes these end a command as Ctrl-C does."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {each: signal.signal(each, interrupt) for each in signals}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextmanager
def _ended_whole(stack: LocalStack) -> Iterator[None]:
    """Runs the stack; once its end has begun, a second Ctrl-C does not cut it short."""
    with stack:
        try:
            yield
        finally:
            for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(each, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
