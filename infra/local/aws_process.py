"""AWS's stand-in, as a process of the stack."""

import re
import time
from pathlib import Path

from infra.local.application import CHECKOUT
from infra.local.processes import PYTHON, Processes, inherited_environment

START_SECONDS = 60.0
_POLL_SECONDS = 0.02
_LISTENING = re.compile(r"^Listening on (http://\S+)$", re.MULTILINE)


class AwsDidNotStart(Exception):
    """The stand-in ended, or said nothing; the message names its log."""


class AwsProcess:
    """Runs `python -m infra.local.aws` on a free port; made once it answers. What each function asks is noted in the file `calls`."""

    def __init__(self, processes: Processes, log: Path, calls: Path | None = None) -> None:
        self._process = processes.start(
            [PYTHON, "-m", "infra.local.aws", "--port", "0", *([f"--calls={calls}"] if calls else [])],
            cwd=CHECKOUT,
            env={**inherited_environment(), "PYTHONUNBUFFERED": "1"},
            log=log,
        )
        self.endpoint_url = self._wait_until_it_listens(log)

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def _wait_until_it_listens(self, log: Path) -> str:
        deadline = time.monotonic() + START_SECONDS
        while self.is_alive and time.monotonic() < deadline:
            if log.is_file() and (said := _LISTENING.search(log.read_text(errors="replace"))):
                return said[1]
            time.sleep(_POLL_SECONDS)
        raise AwsDidNotStart(f"AWS's stand-in did not start: see {log}")
