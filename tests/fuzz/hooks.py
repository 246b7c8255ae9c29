"""What schemathesis has to know of this API that no schema can say; it imports this by the environment's SCHEMATHESIS_HOOKS."""

import os
import threading
from collections.abc import MutableMapping
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from typing import Any

import schemathesis
from hypothesis import strategies as st
from PIL import Image

from chalicelib import sections
from chalicelib.domain import language, template, time_zone
from chalicelib.domain.report import ReportKind
from infra.issue_key import WantedKey
from infra.local import first_key

_KEY = WantedKey("fuzz", "fuzz", frozenset({"*"}))
_USES = 10  # of one key: as many as may start paid work in a minute, and far from what it may ask at all


@schemathesis.auth(refresh_interval=None)
class RotatingKeys:
    """A key of one organization for every ten requests, so that no limit is met but by who looks for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left, self._key = 0, ""

    def get(self, _case: schemathesis.Case[Any], _context: schemathesis.AuthContext) -> str:
        """The key of the next request."""
        with self._lock:
            if not self._left:
                self._left, self._key = _USES, first_key.issue(os.environ["FUZZ_AWS"], os.environ["FUZZ_TABLE"], _KEY)
            self._left -= 1
            return self._key

    def set(self, case: schemathesis.Case[Any], data: str, _context: schemathesis.AuthContext) -> None:
        """Sends it."""
        case.headers["Authorization"] = f"Bearer {data}"


def before_call(_context: schemathesis.HookContext, case: schemathesis.Case[Any], _kwargs: dict[str, Any]) -> None:
    """What is meant to be valid keeps the rules that are no schema's.

    A cursor is another answer's; a period's end is not before its start, nor a year behind it, a report's no month.
    """
    if case.meta is None or case.meta.generation.mode is not schemathesis.GenerationMode.POSITIVE:
        return
    if case.query:
        case.query.pop("cursor", None)
        _order(case.query, "from", "to", 366)
    if isinstance(case.body, dict):
        _order(case.body, "period_start", "period_end", 31)
        _of_a_template(case.body)
        _of_a_target(case.body)


def _of_a_template(body: MutableMapping[str, Any]) -> None:
    """Its sections are all of one kind, and its name makes a key, or else it comes with one."""
    if "template_key" in body:
        return
    if isinstance(body.get("sections"), list):
        body["sections"] = [key for key in body["sections"] if key in _OF_PERFORMANCE] or ["cover"]
    if "from_key" in body and body.get("key") is None and template.slug(str(body.get("name"))) is None:
        body["key"] = "fuzzed"


def _of_a_target(body: MutableMapping[str, Any]) -> None:
    """Money has a currency, an account's its own, which is not known here; ctr is a fraction of 1, a campaign is an account's.

    A change's days are held against the stored ones.
    """
    if "period_type" not in body:
        body.pop("valid_from", None)
        body.pop("valid_to", None)
        return
    _order(body, "valid_from", "valid_to", 36_500)
    if body.get("metric") in {"spend", "cpa"}:
        body["target_currency"] = "EUR"
        body.pop("ad_account_id", None)
    else:
        body.pop("target_currency", None)
    if body.get("metric") == "ctr":
        body["target_value"] = 0.025
    if body.get("ad_account_id") is None:
        body.pop("campaign_external_id", None)


def _order(fields: MutableMapping[str, Any], start: str, end: str, days: int) -> None:
    """Move the end to where the rule across both fields allows it, if both are days."""
    try:
        first, last = date.fromisoformat(fields[start]), date.fromisoformat(fields[end])
    except (KeyError, TypeError, ValueError):
        return
    if not first <= last < first + timedelta(days=days):
        fields[end] = fields[start]


_OF_PERFORMANCE = {key for key in sections.names() if not sections.of_another_kind([key], ReportKind.PERFORMANCE)}

schemathesis.hook(before_call)

_LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)
_LONGEST_URL = 500  # drawn on purpose: no filter would ever find one at the limit
_SHORT_URL = st.builds(
    "{}://{}.{}{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    _LABEL,
    st.sampled_from(["example", "de"]),
    st.sampled_from(["", "/", "/a?b=c#d"]),
)
_LONG_URL = st.integers(_LONGEST_URL - 1, _LONGEST_URL).map(lambda length: "https://acme.example/".ljust(length, "a"))
_URL = _SHORT_URL | _LONG_URL
_ROW = "date,campaign_id,campaign_name,cost,impressions,clicks,conversions,conversion_value\n2026-02-23,{},Brand,1.50,10,1,0,0\n"


def _drawn(format_name: str, colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (32, 16), colour).save(out, format_name)
    return out.getvalue()


schemathesis.openapi.format("time-zone", st.sampled_from(sorted(time_zone._names())))
schemathesis.openapi.format("language", st.sampled_from(sorted(language._codes())))
schemathesis.openapi.format("uri", _URL)
schemathesis.openapi.media_type("text/csv", st.integers(0, 999).map(lambda number: _ROW.format(number).encode()))
schemathesis.openapi.media_type(
    "text/tab-separated-values", st.integers(0, 999).map(lambda number: _ROW.format(number).replace(",", "\t").encode())
)
for _content_type, _format in (("image/png", "PNG"), ("image/jpeg", "JPEG")):
    schemathesis.openapi.media_type(_content_type, st.sampled_from(["#0b6e6e", "#fff3b0"]).map(partial(_drawn, _format)))
