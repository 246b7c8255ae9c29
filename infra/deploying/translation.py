"""From SAM's template to CloudFormation's, by AWS's own translator."""

import logging
import os
from typing import Any, cast

from samtranslator.translator.transform import transform

type Template = dict[str, Any]

logging.getLogger("samtranslator").setLevel(logging.ERROR)  # it warns that nobody publishes its own metrics


class _NoManagedPolicies:
    """What the translator looks names of managed policies up in: every role is written out."""

    def load(self) -> dict[str, str]:
        """None."""
        return {}


def translated(template: Template, region: str) -> Template:
    """The template as AWS would translate it; `region` decides nothing in it but what the translator takes for its partition."""
    known = os.environ.get("AWS_DEFAULT_REGION")
    os.environ["AWS_DEFAULT_REGION"] = region
    try:
        return cast(Template, transform(template, {}, _NoManagedPolicies()))
    finally:
        os.environ.pop("AWS_DEFAULT_REGION")
        if known is not None:
            os.environ["AWS_DEFAULT_REGION"] = known
