import os
import select
import signal
import subprocess
import sys

import pytest

from infra.local.resources import ROOT

COMMAND = [sys.executable, "-m", "infra.local.aws"]
# Starts the stand-in, passes on what it says first, tells its process id, and dies without a word.
PARENT = f"""
import os, subprocess
child = subprocess.Popen({COMMAND!r}, stdout=subprocess.PIPE, text=True)
print(child.pid, child.stdout.readline(), flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_when_told_to(signum: signal.Signals) -> None:
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Listening on http://127.0.0.1:")
        process.send_signal(signum)
        _, said = process.communicate(timeout=10)
    assert (process.returncode, said) == (0, "")


def test_it_does_not_outlive_its_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        assert parent.stdout is not None
        pid, listening = parent.stdout.readline().split(maxsplit=1)
        assert listening.startswith("Listening")
        assert parent.wait(10) == -signal.SIGKILL
    watched = os.pidfd_open(int(pid))
    assert select.select([watched], [], [], 10)[0], "still running"
    os.close(watched)
