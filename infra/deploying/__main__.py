"""`python -m infra.deploying deploy|smoke|destroy --stage=dev`: a stage on the AWS account that boto3's own configuration names."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import boto3

from chalicelib.engines.configuration import LOCAL_STAGE
from infra.deploying.deployment import Deployment
from infra.deploying.failure import DeployingFailed, in_words
from infra.issue_key import Unusable, wanted
from infra.packaging.failure import PackagingFailed
from infra.packaging.package import Package, package
from infra.packaging.parameters import stages

DIST = Path(__file__).resolve().parents[2] / "dist"
FAILED, MISUSED, STOPPED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; its exit code. What goes wrong is one line."""
    parsed = _parser().parse_args(arguments)
    try:
        _check(parsed)
        with in_words():
            session = boto3.Session(region_name=os.environ.get("AWS_REGION"))  # boto3 itself reads AWS_DEFAULT_REGION alone
            _run(parsed, Deployment(session, parsed.stage, _say, input, yes=bool(parsed.yes), poll_seconds=parsed.poll_seconds))
    except Unusable as reason:
        return _fail(str(reason), MISUSED)
    except (DeployingFailed, PackagingFailed) as reason:
        return _fail(str(reason), FAILED)
    except EOFError:
        return _fail("Nobody is there to be asked: YES=1 goes on without asking", MISUSED)
    except KeyboardInterrupt:
        return _fail("Stopped. What CloudFormation has begun, it goes on with", STOPPED)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.deploying", description=__doc__)
    parser.add_argument("command", choices=["deploy", "smoke", "destroy"])
    parser.add_argument("--stage", default="dev")
    parser.add_argument("--organization", default="main", help="of the first key of a new stage")
    parser.add_argument("--version", help="deploy again what was deployed under this name (a commit)")
    parser.add_argument("--yes", default="", help="go on without asking")
    parser.add_argument("--smoke", default="on", choices=["on", "off"])
    parser.add_argument("--url", help="try the API there, instead of at the stage's own address")
    parser.add_argument("--poll-seconds", type=float, default=5, help="how often CloudFormation is asked how it goes")
    return parser


def _check(parsed: argparse.Namespace) -> None:
    is_stand_in = "AWS_ENDPOINT_URL" in os.environ  # which alone may have the stage whose answers are recorded
    deployable = [stage for stage in stages() if stage != LOCAL_STAGE or is_stand_in]
    if parsed.stage not in deployable:
        raise Unusable(f"STAGE={parsed.stage!r}: there are {', '.join(deployable)}")
    wanted(parsed.organization, "first key", "*")


def _run(parsed: argparse.Namespace, deployment: Deployment) -> None:
    if parsed.command == "destroy":
        deployment.destroy()
    elif parsed.command == "smoke":
        deployment.smoke(parsed.url, _today())
    else:
        _deploy(parsed, deployment)


def _deploy(parsed: argparse.Namespace, deployment: Deployment) -> None:
    is_new = deployment.deploy(_packaged, version=parsed.version)
    if is_new:
        _say(f"The first key, of the organization {parsed.organization}. It is shown this once:")
        sys.stdout.write(deployment.first_key(parsed.organization) + "\n")
    if parsed.smoke == "on":
        deployment.smoke(parsed.url, _today())
        _say("It works.")


def _packaged(stage: str) -> Package:
    _say("Packaging")
    return package(stage, DIST)


def _today() -> date:
    """A day that has begun in every zone."""
    return (datetime.now(UTC) - timedelta(hours=12)).date()


def _say(line: str) -> None:
    """Progress is for the person; only the key is on stdout."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _fail(message: str, code: int) -> int:
    _say(" ".join(message.split()))
    return code


if __name__ == "__main__":
    sys.exit(main())
