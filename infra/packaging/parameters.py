"""A stage's parameters, held against the code that will read them: what is broken would otherwise be met by the first event of a worker."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from chalicelib.adapters.narrators import configuration as narrators
from chalicelib.engines import configuration as engines
from infra.packaging.building import ROOT
from infra.packaging.failure import PackagingFailed

PARAMETERS = ROOT / "infra" / "parameters"
LONGEST = 4096
"""Bytes of one value: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html."""


def stages(folder: Path = PARAMETERS) -> list[str]:
    """Those that there are; `local` is this machine's, whose answers are recorded."""
    return sorted(path.stem for path in folder.glob("*.json"))


def parameters(stage: str, folder: Path = PARAMETERS) -> dict[str, str]:
    """The values of the stage's parameters. One that is an object is passed on as JSON: `Engines` is easier to read so.

    PackagingFailed where the file can't be read, or the stage's functions could not use what is in it.
    """
    path = folder / f"{stage}.json"
    try:
        given: Mapping[str, object] = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise PackagingFailed(f"infra/parameters/{path.name} can't be read: {error}") from error
    values = {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
    if faults := list(_faults(stage, values)):
        raise PackagingFailed(f"infra/parameters/{path.name}: {'; '.join(faults)}")
    return values


def _faults(stage: str, values: Mapping[str, str]) -> Iterator[str]:
    if values.get("Stage") != stage:
        yield f"Stage is {values.get('Stage')!r}, and the file is of {stage!r}"
    for name, value in values.items():
        if len(value.encode()) > LONGEST:
            yield f"{name} has {len(value.encode()):,} bytes, and may have {LONGEST:,}"
    bedrock = values.get("BedrockModel", "")
    yield from _faults_of_engines(stage, values.get("Engines", ""), bedrock)
    yield from _faults_of_narrative(stage, values.get("Narrative", ""), bedrock)


def _faults_of_engines(stage: str, text: str, bedrock: str) -> Iterator[str]:
    try:
        configured = engines.load(text, stage)
    except engines.EnginesMisconfigured as reason:
        yield f"Engines: {reason}"
        return
    own = f"folio/{stage}/"
    for platform, how in configured.platforms.items():
        if how.secret is not None and not how.secret.startswith(own):
            yield f"Engines: {platform}: the function may read no secret but {own}…, and not {how.secret}"
        if how.engine == "bedrock_converse":
            yield from _faults_of_model(f"Engines: {platform}", how.model, bedrock)


def _faults_of_narrative(stage: str, text: str, bedrock: str) -> Iterator[str]:
    try:
        configured = narrators.load(text, stage)
    except narrators.NarrativeMisconfigured as reason:
        yield f"Narrative: {reason}"
        return
    if configured is not None and configured.api is narrators.Api.BEDROCK:
        yield from _faults_of_model("Narrative", configured.model, bedrock)


def _faults_of_model(what: str, model: str, bedrock: str) -> Iterator[str]:
    """The policies name models by their beginning, and profiles of them by what is after the first part: `eu.anthropic.…`."""
    if not model.startswith(bedrock) and f".{bedrock}" not in model:
        yield f"{what}: the function may ask no model on Bedrock but {bedrock}… (BedrockModel), and not {model}"
