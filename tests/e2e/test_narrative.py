"""Reports in a language model's words: a stack of its own, whose model is a server on this machine."""

import json
from collections.abc import Iterator

import pytest

from infra.local.stack import LocalStack
from tests.e2e.conftest import Client
from tests.e2e.test_reports import WEEK, sample_rows
from tests.fakes.narrators import worded
from tests.fakes.providers.server import KEY, ProviderServer, Received, Reply, Vendor
from tests.fakes.reworded import in_short

SECRET = "folio/local/narrative"
START, END = WEEK[0].isoformat(), WEEK[-1].isoformat()


@pytest.fixture(scope="module")
def model() -> Iterator[ProviderServer]:
    with ProviderServer() as server:
        yield server


@pytest.fixture(scope="module")
def service(model: ProviderServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    narrative = {
        "api": "openai_compatible",
        "model": "test-model-1",
        "endpoint": model.endpoint(Vendor.COMPATIBLE),
        "secret": SECRET,
        "seconds": 5,
    }
    with LocalStack(tmp_path_factory.mktemp("stack"), ticks=False, narrative=json.dumps(narrative), secrets={SECRET: KEY}) as running:
        client = Client(running)
        yield client
        client.http.close()


@pytest.fixture
def account(service: Client) -> str:
    created = service.create_account(account_name="Zyxwv Coffee")
    service.load(created, sample_rows())
    return created


def _writes(text: str) -> Reply:
    return Reply(body={"choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]})


def _page(service: Client, account: str, title: str) -> str:
    requested = service.request(account, start=START, end=END, title=title)
    report = service.wait_for(requested["id"])
    assert report["status"] == "ready", report
    return service.document(report, "html").decode()


def test_a_report_is_in_the_models_words_and_says_so(service: Client, account: str, model: ProviderServer) -> None:
    model.rule(Vendor.COMPATIBLE, lambda received: _writes(worded(received.body["messages"][1]["content"], in_short)))
    before = len(model.requests)
    requested = service.request(account, start=START, end=END, title="In its words")
    report = service.wait_for(requested["id"])
    printed = service.text(report)
    assert "In short: " in printed
    assert "language model (test-model-1)" in printed
    assert "here in 0 of" in printed
    asked = model.requests[before:]
    assert len(asked) == 1
    assert asked[0].headers["authorization"] == f"Bearer {KEY}"
    sent = json.dumps(asked[0].body, ensure_ascii=False)
    assert "{N1}" in sent
    assert not any(name in sent for name in ("Zyxwv", "Retargeting", "Brand | DE", "In its words"))
    with_campaigns = service.document(report, "html").decode()
    lede = with_campaigns[with_campaigns.index('class="lede"') :].split("</p>")[0]
    assert '<bdi class="name">' in lede


def test_what_says_more_than_the_figures_is_not_printed(service: Client, account: str, model: ProviderServer) -> None:
    def boasts(received: Received) -> Reply:
        return _writes(worded(received.body["messages"][1]["content"], lambda text: f"{text} Google made that 99 % better."))

    model.rule(Vendor.COMPATIBLE, boasts)
    page = _page(service, account, "Boasts")
    assert '<h2 class="headline">' in page
    assert "99 % better" not in page
    assert "language model" not in page


@pytest.mark.parametrize(
    "reply",
    [
        _writes("Sorry, I can't."),
        _writes('{"passages": [{"id": "p1"}]}'),
        Reply(body="<html>"),
        Reply(500, {}),
        Reply(401, {}),
        Reply(drips=True),
    ],
    ids=["no JSON", "another shape", "no answer", "an error", "a wrong key", "without end"],
)
def test_whatever_the_model_does_the_report_is_made(service: Client, account: str, model: ProviderServer, reply: Reply) -> None:
    model.rule(Vendor.COMPATIBLE, lambda _: reply)
    page = _page(service, account, f"Whatever {id(reply)}")
    assert "conversions for €" in page
    assert "language model" not in page


def test_what_is_logged_of_it_holds_no_key_and_nothing_of_the_report(service: Client) -> None:
    log = service.stack.log("render").read_text()
    assert "The language model gave no words" in log
    assert "narrative_failed" in log
    assert not any(secret in log for secret in (KEY, "Zyxwv", "Retargeting", "conversions for"))
