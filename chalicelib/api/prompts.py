"""Prompts of region configs."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, field_validator

from chalicelib import wiring
from chalicelib.api.routing import Routes
from chalicelib.domain.prompt import MAX_PROMPTS, Prompt
from chalicelib.doors import listing
from chalicelib.doors.call import AnswerModel, Call, Instant, NoQuery, Reply, RequestModel
from chalicelib.doors.fields import Line, Text, not_null
from chalicelib.usecases.add_prompts import NewPrompt

routes = Routes("Prompts", "What a region config asks the AI platforms.")

PromptText = Annotated[Text, Field(max_length=2000)]
Category = Annotated[Line, Field(max_length=100)]


class PromptCreate(RequestModel):
    """One new prompt."""

    prompt_text: PromptText
    category: Category


class PromptsCreate(RequestModel):
    """The body of `POST /v1/region-configs/{id}/prompts`."""

    prompts: Annotated[list[PromptCreate], Field(min_length=1, max_length=MAX_PROMPTS)]


class PromptChange(RequestModel):
    """The body of `PATCH …/prompts/{prompt_id}`: what is named changes; nothing can be cleared."""

    prompt_text: PromptText | None = None
    category: Category | None = None
    disabled: StrictBool | None = None

    _not_cleared = field_validator("*", mode="before")(not_null)


class PromptAnswer(AnswerModel):
    """A prompt; one that is `disabled` is not asked."""

    object: Literal["region_config_prompt"] = "region_config_prompt"
    id: str
    region_config_id: str
    prompt_text: str
    category: str
    disabled: bool
    created_at: Instant
    updated_at: Instant


@routes.post(
    "/v1/region-configs/{region_config_id}/prompts",
    scope="write:prompts",
    body=PromptsCreate,
    answers={201: listing.ListAnswer[PromptAnswer]},
)
def add_prompts(call: Call[PromptsCreate, NoQuery]) -> Reply:
    """Add prompts to a region config: all of them or none."""
    region_config_id = call.path["region_config_id"]
    wanted = [NewPrompt(new.prompt_text, new.category) for new in call.body.prompts]
    made = wiring.add_prompts(call.attempt)(call.caller, region_config_id, wanted)
    location = f"{call.base_url}/v1/region-configs/{region_config_id}/prompts"
    return Reply(listing.page_answer([_answer(prompt) for prompt in made], None), 201, {"Location": location})


@routes.get("/v1/region-configs/{region_config_id}/prompts", scope="read:prompts", answers={200: listing.ListAnswer[PromptAnswer]})
def list_prompts(call: Call[None, NoQuery]) -> Reply:
    """A region config's prompts, whole, newest first."""
    prompts = wiring.list_prompts()(call.caller, call.path["region_config_id"])
    return Reply(listing.page_answer([_answer(prompt) for prompt in prompts], None))


@routes.patch(
    "/v1/region-configs/{region_config_id}/prompts/{prompt_id}",
    scope="write:prompts",
    body=PromptChange,
    answers={200: PromptAnswer},
)
def update_prompt(call: Call[PromptChange, NoQuery]) -> Reply:
    """Change what is named."""
    changes = call.body.model_dump(exclude_unset=True)
    return Reply(_answer(wiring.update_prompt()(call.caller, call.path["region_config_id"], call.path["prompt_id"], changes)))


@routes.delete("/v1/region-configs/{region_config_id}/prompts/{prompt_id}", scope="write:prompts", answers={204: None})
def delete_prompt(call: Call[None, NoQuery]) -> Reply:
    """Remove a prompt; reports keep its answers."""
    wiring.delete_prompt()(call.caller, call.path["region_config_id"], call.path["prompt_id"])
    return Reply(status=204)


def _answer(prompt: Prompt) -> PromptAnswer:
    return PromptAnswer.model_validate(prompt, from_attributes=True)
