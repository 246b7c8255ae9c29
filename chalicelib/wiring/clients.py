"""Wiring of the clients of AWS and of the AI platforms: only these functions import boto3, and only when called."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.observability import correlation_id
from chalicelib.wiring.process import clock, deployment

if TYPE_CHECKING:
    from botocore.config import Config

    from chalicelib.adapters.documents import S3Documents
    from chalicelib.adapters.dynamodb import Table
    from chalicelib.adapters.queues import SqsQueue
    from chalicelib.adapters.renders import SqsRenderQueue
    from chalicelib.adapters.secrets import SecretsManagerSecrets
    from chalicelib.engines.configured import ConfiguredEngines
    from chalicelib.messages import AnswerRequested, ExecutionRequested
    from chalicelib.usecases.ports.narrators import Narrator


@cache
def _config() -> "Config":
    """What all clients of this function have in common."""
    from chalicelib.adapters.aws import patient_for

    return patient_for(deployment().aws_seconds)


@cache
def table() -> "Table":
    """The table."""
    import boto3

    from chalicelib.adapters.dynamodb import Table

    return Table(boto3.client("dynamodb", config=_config()), deployment().table)


@cache
def documents() -> "S3Documents":
    """The bucket."""
    import boto3
    from botocore.config import Config

    from chalicelib.adapters.documents import S3Documents

    signed = _config().merge(Config(signature_version="s3v4"))
    return S3Documents(boto3.client("s3", config=signed), deployment().bucket, correlation_id)


@cache
def renders() -> "SqsRenderQueue":
    """The queue of renders."""
    import boto3

    from chalicelib.adapters.renders import SqsRenderQueue

    return SqsRenderQueue(boto3.client("sqs", config=_config()), deployment().renders_queue_url)


@cache
def execution_queue() -> "SqsQueue[ExecutionRequested]":
    """The queue of executions."""
    import boto3

    from chalicelib.adapters.queues import SqsQueue

    return SqsQueue(boto3.client("sqs", config=_config()), deployment().executions_queue_url, "the queue of executions")


@cache
def question_queue() -> "SqsQueue[AnswerRequested]":
    """The queue of questions."""
    import boto3

    from chalicelib.adapters.queues import SqsQueue

    return SqsQueue(boto3.client("sqs", config=_config()), deployment().questions_queue_url, "the queue of questions")


@cache
def secrets() -> "SecretsManagerSecrets":
    """The operator's keys."""
    import boto3

    from chalicelib.adapters.secrets import SecretsManagerSecrets

    return SecretsManagerSecrets(boto3.client("secretsmanager", config=_config()), clock)


@cache
def engines() -> "ConfiguredEngines":
    """The engine of each platform, as the operator configured them."""
    from chalicelib.engines import configuration
    from chalicelib.engines.configured import ConfiguredEngines

    return ConfiguredEngines(configuration.load(deployment().engines, deployment().stage), secrets())


@cache
def narrator() -> "Narrator | None":
    """The language model that words reports, where the operator turned one on. `NarrativeMisconfigured` where it can't be used."""
    from chalicelib.adapters.narrators import configuration

    known = configuration.load(deployment().narrative, deployment().stage)
    if known is None:
        return None
    if known.api is configuration.Api.BEDROCK:
        from chalicelib.adapters.narrators import bedrock

        return bedrock.BedrockNarrator(known, bedrock.client(known))
    from chalicelib.adapters.narrators.openai_compatible import CompatibleNarrator

    return CompatibleNarrator(known, secrets())


def dependencies() -> dict[str, Callable[[], bool]]:
    """What the service can't do without, and how to ask whether it is there."""
    return {
        "the table": table().is_there,
        "the queue of executions": execution_queue().is_there,
        "the queue of questions": question_queue().is_there,
        "the queue of renders": renders().is_there,
        "the bucket": documents().is_there,
    }
