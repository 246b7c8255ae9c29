"""DynamoDB Local as a process, which ends with whoever started it."""

import re
import time
from pathlib import Path

from infra.local.application import CHECKOUT
from infra.local.dynamodb_local.installation import installed
from infra.local.processes import Processes, inherited_environment

START_SECONDS = 60.0
_CONFIGURATION = Path(__file__).with_name("jetty.xml")
_POLL_SECONDS = 0.02
_LISTENING = re.compile(r"Connector@(127\.0\.0\.1:\d+)")


class DynamoDBLocalDidNotStart(Exception):
    """It ended, or said nothing; the message names its log."""


class DynamoDBLocalProcess:
    """Runs DynamoDB Local on a free port, empty; made once its port is open. Installs it where it is not there yet."""

    def __init__(self, processes: Processes, log: Path) -> None:
        self._process = processes.start(_command(installed()), cwd=CHECKOUT, env=inherited_environment(), log=log)
        self.endpoint_url = self._wait_until_it_listens(log)

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def _wait_until_it_listens(self, log: Path) -> str:
        deadline = time.monotonic() + START_SECONDS
        while self.is_alive and time.monotonic() < deadline:
            if log.is_file() and (said := _LISTENING.search(log.read_text(errors="replace"))):
                return f"http://{said[1]}"
            time.sleep(_POLL_SECONDS)
        raise DynamoDBLocalDidNotStart(f"DynamoDB Local did not start: see {log}")


def _command(home: Path) -> list[str]:
    libraries = home / "DynamoDBLocal_lib"
    classes = f"{home / 'DynamoDBLocal.jar'}:{libraries}/*"
    memory = ["-Xmx768m", "-XX:+UseSerialGC"]
    return [
        "java",
        *memory,
        f"-Djava.library.path={libraries}",
        "-cp",
        classes,
        "org.eclipse.jetty.xml.XmlConfiguration",
        str(_CONFIGURATION),
    ]
