"""The stand-in's HTTP server: moto's WSGI application with our corrections, on 127.0.0.1."""

import logging
import warnings
from pathlib import Path

import moto.s3.responses  # noqa: F401 - before any thread imports moto.cloudformation, which imports it too
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import BaseWSGIServer, make_server

from infra.local.aws import calls, dynamodb, links, sqs


class _RequestHandler(MotoRequestHandler):
    disable_nagle_algorithm = True


def listen(port: int, log: Path | None = None) -> BaseWSGIServer:
    """A server bound to 127.0.0.1:`port` (0: a free one), a thread per request; who asks what goes to `log`. The caller serves."""
    dynamodb.correct()
    sqs.correct()
    _silence()
    application = links.checked(DomainDispatcherApplication(create_backend_app))
    if log is not None:
        application = calls.noted(application, log)
    return make_server("127.0.0.1", port, application, threaded=True, request_handler=_RequestHandler)


def _silence() -> None:
    """No line per request, and no warning of what moto's CloudFormation leaves out: infra/local/resources.py knows."""
    for name in ("werkzeug", "moto"):
        logging.getLogger(name).setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", message="Tried to parse", category=UserWarning)
