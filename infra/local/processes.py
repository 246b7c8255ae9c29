"""Child processes that can't outlive the stack: whatever ends it, a SIGKILL to it included, the kernel ends them."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PYTHON = sys.executable


_INHERITED = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "TMPDIR")


def inherited_environment() -> dict[str, str]:
    """What a child gets of this process's own environment: where things are on this machine, and nobody's credentials or profile."""
    return {name: os.environ[name] for name in _INHERITED if name in os.environ} | {"TZ": "UTC"}


class StackEnding(Exception):
    """No process is started any more."""


class Processes:
    """Every process of one stack.

    The kernel ties a child's death to the *thread* that started it (prctl(2), PR_SET_PDEATHSIG), so one thread,
    which lives until `close`, starts them all. Each has a session of its own: Ctrl-C in a terminal reaches the stack alone.
    """

    def __init__(self) -> None:
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="starter")
        self._children: list[subprocess.Popen[bytes]] = []

    def start(self, command: list[str], *, cwd: Path, env: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
        """Starts `command`; its stdout and stderr are appended to `log`. StackEnding once `close` has begun."""
        try:
            return self._starter.submit(self._start, command, cwd, env, log).result()
        except RuntimeError as closed:
            raise StackEnding from closed

    def _start(self, command: list[str], cwd: Path, env: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", *command],
            cwd=cwd,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._children = [other for other in self._children if other.poll() is None] + [child]
        threading.Thread(target=_append, args=(child, log), name=f"log-{child.pid}", daemon=True).start()
        return child

    def close(self) -> None:
        """Kills what still runs and waits for its end; returns when no child is left."""
        self._starter.shutdown(wait=True, cancel_futures=True)
        for child in self._children:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
        for child in self._children:
            child.wait()


def _append(child: subprocess.Popen[bytes], log: Path) -> None:
    """Copies a child's output to its log until it ends. awslambdaric writes tracebacks with CR and NBSP, for CloudWatch."""
    if child.stdout is None:
        return
    with child.stdout as output, log.open("ab", buffering=0) as file:
        for line in output:
            file.write(line.replace(b"\r", b"\n").replace(b"\xc2\xa0", b" "))
