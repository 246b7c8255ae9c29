"""Settings: the only reader of the environment. Everything has a default that works at import; what a deployment sets overrides it."""

import os
from dataclasses import dataclass
from datetime import timedelta

STAGE = os.environ.get("FOLIO_STAGE", "local")

# Read when app.py is imported, by its decorators.
DISPATCH_CONCURRENCY = int(os.environ.get("FOLIO_DISPATCH_CONCURRENCY", "2" if STAGE == "local" else "4"))
ASK_CONCURRENCY = int(os.environ.get("FOLIO_ASK_CONCURRENCY", "3" if STAGE == "local" else "20"))
RENDER_CONCURRENCY = int(os.environ.get("FOLIO_RENDER_CONCURRENCY", "2" if STAGE == "local" else "4"))

CORS_ORIGINS = frozenset(origin.strip().rstrip("/") for origin in os.environ.get("FOLIO_CORS_ORIGINS", "").split(",") if origin.strip())
"""The origins whose pages may ask the API from a browser: `https://app.example, https://admin.example`."""


def queue_name(queue: str) -> str:
    """The name of one of the service's queues on this stage: `folio-prod-renders`."""
    return f"folio-{STAGE}-{queue}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a function knows of the deployment it is part of."""

    stage: str
    table: str
    bucket: str
    executions_queue_url: str
    questions_queue_url: str
    renders_queue_url: str
    render_lease: timedelta
    render_attempts: int
    ask_lease: timedelta
    answer_within: timedelta
    engines: str | None
    narrative: str | None
    resend_after: timedelta
    download_link: timedelta
    aws_seconds: float | None


def read() -> Settings:
    """The settings of this process. A missing resource name is a deployment's fault and raises KeyError."""
    env = os.environ
    return Settings(
        stage=STAGE,
        table=env["FOLIO_TABLE"],
        bucket=env["FOLIO_BUCKET"],
        executions_queue_url=env["FOLIO_EXECUTIONS_QUEUE_URL"],
        questions_queue_url=env["FOLIO_QUESTIONS_QUEUE_URL"],
        renders_queue_url=env["FOLIO_RENDERS_QUEUE_URL"],
        render_lease=timedelta(seconds=int(env.get("FOLIO_RENDER_LEASE_SECONDS", "330"))),
        render_attempts=int(env.get("FOLIO_RENDER_ATTEMPTS", "3")),
        ask_lease=timedelta(seconds=int(env.get("FOLIO_ASK_LEASE_SECONDS", "160"))),
        answer_within=timedelta(seconds=int(env.get("FOLIO_ANSWER_SECONDS", "120"))),
        engines=env.get("FOLIO_ENGINES"),
        narrative=env.get("FOLIO_NARRATIVE"),
        resend_after=timedelta(seconds=int(env.get("FOLIO_RESEND_AFTER_SECONDS", "120"))),
        download_link=timedelta(seconds=int(env.get("FOLIO_DOWNLOAD_LINK_SECONDS", "900"))),
        aws_seconds=float(env["FOLIO_AWS_SECONDS"]) if "FOLIO_AWS_SECONDS" in env else None,
    )
