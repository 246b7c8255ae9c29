"""What stops a deployment."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError, ProfileNotFound, TokenRetrievalError


class DeployingFailed(Exception):
    """It can't go on; the message says what is wrong and what to do, in one line."""


@contextmanager
def in_words() -> Iterator[None]:
    """What AWS refuses, in words that say what to do."""
    try:
        yield
    except NoCredentialsError as error:
        raise DeployingFailed("There are no AWS credentials: run `aws configure`, or set AWS_PROFILE") from error
    except NoRegionError as error:
        raise DeployingFailed("No region is chosen: set AWS_REGION, such as AWS_REGION=eu-central-1") from error
    except (ProfileNotFound, TokenRetrievalError) as error:
        raise DeployingFailed(f"The AWS credentials can't be used: {error}") from error
    except ClientError as error:
        said = error.response["Error"]
        raise DeployingFailed(f"AWS refused {error.operation_name}: {said.get('Message', said.get('Code', error))}") from error
    except BotoCoreError as error:
        raise DeployingFailed(f"AWS can't be reached: {error}") from error
