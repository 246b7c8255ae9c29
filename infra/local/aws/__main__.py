"""Run the stand-in: `python -m infra.local.aws --port N`.

Prints `Listening on http://127.0.0.1:N` once it answers (port 0 takes a free one). Ends on SIGTERM and SIGINT, and when its parent does.
"""

import argparse
import os
import signal
import sys
import threading
import time
from pathlib import Path

from infra.local.aws import cloudformation
from infra.local.aws.server import listen

PARENT_CHECK_SECONDS = 0.5


def main() -> None:
    """Serve until told to end."""
    parser = argparse.ArgumentParser(prog="python -m infra.local.aws", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--calls", type=Path, help="a file for what each function asks")
    parsed = parser.parse_args()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: sys.exit(0))
    _end_with(os.getppid())
    server = listen(parsed.port, parsed.calls)
    # Its import takes 3 seconds; a first request for a stack waits only for what is left of them.
    threading.Thread(target=cloudformation.correct, daemon=True).start()
    print(f"Listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


def _end_with(parent: int) -> None:
    """An orphan would hold its port for ever. (PR_SET_PDEATHSIG would not do: it fires when the parent's *thread* ends.)"""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_CHECK_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
