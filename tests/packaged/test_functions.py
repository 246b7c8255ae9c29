"""The packaged functions, each run by AWS's own runtime client on a machine that has the zips and what Lambda's image has, and no more."""

import ast
import base64
import json
import os
import re
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image
from pypdf import PdfReader

from infra.local import sample_ads
from infra.local.environment import Environment
from infra.packaging import elf
from infra.packaging.building import ROOT
from infra.packaging.native import LOADED
from tests.fakes.narrators import worded
from tests.fakes.providers.server import KEY, ProviderServer, Reply, Vendor
from tests.fakes.reworded import in_short
from tests.packaged import machine
from tests.packaged.conftest import Run
from tests.packaged.fleet import Unzipped
from tests.packaged.service import Service, answer, rest_event, scheduled_event, with_headers

PROMPTS = [
    {"prompt_text": "Which coffee roaster is best for an office?", "category": "Recommendation"},
    {"prompt_text": "Where do I get the cheapest espresso beans?", "category": "Price"},
]


def test_app_answers_a_request_of_the_gateway(service: Service) -> None:
    """That it is well it says when the table, the bucket and each queue answer."""
    said = answer(service.app, rest_event("GET", "/v1/health"))
    assert (said["statusCode"], json.loads(said["body"])["status"]) == (200, "ok")
    assert said["headers"]["X-Correlation-ID"]


def test_app_answers_an_unknown_path_and_a_stranger_in_its_own_words(service: Service) -> None:
    unknown = answer(service.app, rest_event("GET", "/{proxy+}") | {"pathParameters": {"proxy": "nothing"}, "path": "/nothing"})
    assert (unknown["statusCode"], json.loads(unknown["body"])["error"]["code"]) == (404, "not_found")
    stranger = answer(service.app, rest_event("GET", "/v1/reports"))
    assert (stranger["statusCode"], json.loads(stranger["body"])["error"]["code"]) == (401, "unauthorized")


def test_app_answers_an_agent(service: Service) -> None:
    """Through the MCP SDK of the agents layer."""
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    event = rest_event("POST", "/mcp/reports", service.key, message)
    said = answer(service.app, with_headers(event, Accept="application/json, text/event-stream", MCP_Protocol_Version="2025-11-25"))
    assert said["statusCode"] == 200, said
    assert len(json.loads(said["body"])["result"]["tools"]) > 5


def test_app_draws_a_logo_anew(service: Service) -> None:
    """With Pillow, of the images layer."""
    picture = BytesIO()
    Image.new("RGB", (64, 32), "teal").save(picture, "PNG")
    event = rest_event("PUT", "/v1/white-label/logo", service.key)
    event |= {"body": base64.b64encode(picture.getvalue()).decode(), "isBase64Encoded": True}
    said = answer(service.app, with_headers(event, Content_Type="image/png"))
    assert said["statusCode"] == 200, said
    logo = json.loads(said["body"])["logo"]
    assert (logo["width"], logo["height"]) == (64, 32)


def test_tick_starts_what_is_due_at_the_events_own_time(run: Run, service: Service) -> None:
    schedule = service.schedule(PROMPTS)
    patch = {"next_run_at": "2026-03-01T10:00:00.000Z"}
    service.call("PATCH", "/v1/scheduled-reports/{scheduled_report_id}", patch, scheduled_report_id=schedule)
    tick = run("tick")
    answer(tick, scheduled_event("2026-03-01T09:59:00Z"))
    assert service.count("executions") == 0, "a minute before"
    answer(tick, scheduled_event("2026-03-01T10:00:00Z"))
    (record,) = service.message("executions")["Records"]
    (execution,) = service.call("GET", "/v1/scheduled-reports/{scheduled_report_id}/executions", scheduled_report_id=schedule)["data"]
    assert json.loads(record["body"])["execution_id"] == execution["id"]
    assert json.loads(record["body"])["correlation_id"] == scheduled_event("")["id"]


def test_dispatch_makes_a_report_whose_questions_ask_puts_and_whose_page_render_makes(
    run: Run, service: Service, client: Callable[[str], Any]
) -> None:
    """The vendor's SDK is the ask layer's own, keys come from Secrets Manager, and a model puts the page's prose in its words."""
    for name in ("vendor", "folio/dev/narrative"):
        client("secretsmanager").create_secret(Name=name, SecretString=KEY)
    schedule = service.schedule(PROMPTS)
    runs = "/v1/scheduled-reports/{scheduled_report_id}/executions"
    execution = service.call("POST", runs, status=202, scheduled_report_id=schedule)["id"]
    answer(run("dispatch"), service.message("executions"))
    assert service.count("questions") == len(PROMPTS)
    with ProviderServer() as vendor, ProviderServer() as model:
        vendor.rule(Vendor.COMPATIBLE, lambda _: Reply(body=_chat_completion("1. **Acme Coffee** – roasted to order.")))
        model.rule(Vendor.COMPATIBLE, lambda asked: Reply(body=_chat_completion(worded(asked.body["messages"][1]["content"], in_short))))
        ask = run("ask", FOLIO_ENGINES=json.dumps({"platforms": {"chatgpt": _asked(vendor, "vendor") | {"engine": "openai_compatible"}}}))
        for left in (1, 0):
            answer(ask, service.message("questions"))
            assert service.count("questions") == left
        narrative = _asked(model, "folio/dev/narrative") | {"api": "openai_compatible"}
        answer(run("render", FOLIO_NARRATIVE=json.dumps(narrative)), service.message("renders"))
        assert model.requests, "the page's words were asked for"
    asked = [str(received.body) for received in vendor.requests]
    assert all(sum(prompt["prompt_text"] in body for body in asked) == 1 for prompt in PROMPTS)
    ran = service.call("GET", runs + "/{execution_id}", scheduled_report_id=schedule, execution_id=execution)
    (report,) = ran["reports"]
    assert service.call("GET", "/v1/reports/{report_id}", report_id=report["report_id"])["status"] == "ready"


@pytest.fixture(scope="module")
def rendered(run: Run, service: Service) -> tuple[Environment, dict[str, Any]]:
    """The process that rendered a report, and the report."""
    rows = [row for row in sample_ads.rows(date(2026, 3, 8)) if row["date"] >= "2026-02-15"]
    report = service.request_weekly(service.load(rows), "2026-03-01", "2026-03-07")
    render = run("render")
    answer(render, service.message("renders"))
    return render, service.call("GET", "/v1/reports/{report_id}", report_id=report)


def test_render_makes_a_pdf(rendered: tuple[Environment, dict[str, Any]], client: Callable[[str], Any], outputs: Mapping[str, str]) -> None:
    _, report = rendered
    assert report["status"] == "ready", report
    stored = client("s3").list_objects_v2(Bucket=outputs["BucketName"])["Contents"]
    (key,) = [each["Key"] for each in stored if report["id"] in each["Key"] and each["Key"].endswith(".pdf")]
    content = client("s3").get_object(Bucket=outputs["BucketName"], Key=key)["Body"].read()
    assert content.startswith(b"%PDF-1.7")
    pdf = PdfReader(BytesIO(content))
    assert len(pdf.pages) == report["page_count"]
    assert "Kaffeerösterei Nordlicht" in pdf.pages[0].extract_text().replace("\xa0", " ")
    fonts = {str(font.get_object()["/BaseFont"]) for page in pdf.pages for font in cast(Any, page["/Resources"])["/Font"].values()}
    assert fonts
    assert all(re.fullmatch(r"/[A-Z]{6}\+Inter(-\w+)*", font) for font in fonts), fonts


def test_render_has_only_the_layers_libraries_in_its_memory(
    rendered: tuple[Environment, dict[str, Any]], unzipped: Unzipped, image: Path
) -> None:
    """By their inodes, whatever their paths are called from here."""
    render, _ = rendered
    mapped = _mapped_libraries(render.pid)
    layers = unzipped.layers["render"]
    assert layers is not None
    bundled = {(path.stat().st_dev, path.stat().st_ino): path for path in [*layers.rglob("*.so*"), *unzipped.code.rglob("*.so*")]}
    from_layer = {bundled[file].name for file in mapped if file in bundled}
    assert set(LOADED) <= from_layer, "harfbuzz-subset among them: without it a page takes twice the time"
    others = {name for file, name in mapped.items() if file not in bundled}
    of_python = {name for name in others if "cpython-313" in name or name.startswith("libpython")}
    assert others - of_python <= elf.lambda_image().libraries | {
        "libbz2.so.1.0",
        "liblzma.so.5",
        "libcrypto.so.3",
        "libssl.so.3",
        "libuuid.so.1",
    }


def test_render_used_the_fonts_cache_that_was_built_in(rendered: tuple[Environment, dict[str, Any]], unzipped: Unzipped) -> None:
    render, _ = rendered
    layers = unzipped.layers["render"]
    assert layers is not None
    (cache,) = (layers / "fontconfig").iterdir()
    assert (cache.stat().st_dev, cache.stat().st_ino) in _mapped(render.pid)
    assert not (Path(f"/proc/{render.pid}/root/tmp") / "folio-fontconfig").exists(), "none was made anew"


def test_app_loads_none_of_what_it_might_need_later(unzipped: Unzipped, image: Path) -> None:
    modules = machine.said(image, unzipped.code, unzipped.layers["app"], "import app, sys; print(' '.join(sys.modules))").split()
    heavy = {"weasyprint", "jinja2", "mcp", "PIL", "boto3", "babel", "openai", "anthropic"}
    assert heavy & set(modules) == set()
    assert "chalicelib.api.reports" in modules


def test_every_import_that_the_code_makes_finds_its_module(unzipped: Unzipped, image: Path) -> None:
    """What was pruned, and what Chalice asks for and we do not ship, nothing imports: not at the top, and not inside a function."""
    lacking = {name for path in (ROOT / "chalicelib").rglob("*.py") for name in _imported(path)}
    for function in ("app", "ask", "render"):
        statements = (
            "import importlib, json\n"
            f"for name in {sorted(lacking)!r}:\n"
            "    try: importlib.import_module(name)\n"
            "    except ModuleNotFoundError: print(name)\n"
        )
        lacking &= set(machine.said(image, unzipped.code, unzipped.layers[function], statements).split())
    assert lacking == set()


def test_the_logger_says_what_it_is_given_without_the_half_of_powertools_that_is_left_out(unzipped: Unzipped, image: Path) -> None:
    statements = (
        "from dataclasses import dataclass\nfrom pydantic import BaseModel\nfrom chalicelib.observability import logger\n"
        "class Model(BaseModel): n: int = 1\n"
        "Data = dataclass(type('Data', (), {'__annotations__': {'n': int}, 'n': 2}))\n"
        "logger.info('said', model=Model(), data=Data())"
    )
    line = json.loads(machine.said(image, unzipped.code, None, statements))
    assert (line["model"], line["data"]) == ("n=1", "Data(n=2)")


def test_all_code_has_byte_code_beside_it(unzipped: Unzipped) -> None:
    for folder in (unzipped.code, *(path for path in unzipped.layers.values() if path is not None)):
        sources = list(folder.rglob("*.py"))
        assert sources
        lacking = [path for path in sources if not (path.parent / "__pycache__" / f"{path.stem}.cpython-313.pyc").exists()]
        assert lacking == []


def _imported(path: Path) -> set[str]:
    """Names of the modules that are not our own, those aside that only a type checker sees."""
    tree = ast.parse(path.read_text("utf-8"))
    unseen = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    nodes = [node for node in ast.walk(tree) if node not in unseen]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    of = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name for name in plain | of if not name.startswith("chalicelib")}


def _asked(server: ProviderServer, secret: str) -> dict[str, str]:
    return {"endpoint": server.endpoint(Vendor.COMPATIBLE), "model": "any", "secret": secret}


def _chat_completion(text: str) -> dict[str, Any]:
    """https://platform.openai.com/docs/api-reference/chat/object."""
    return {
        "id": "chatcmpl-123",
        "object": "chat.completion",
        "created": 1_728_933_352,
        "model": "any",
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": text, "refusal": None}, "logprobs": None, "finish_reason": "stop"}
        ],
        "usage": {"prompt_tokens": 19, "completion_tokens": 10, "total_tokens": 29},
    }


def _mapped(pid: int) -> dict[tuple[int, int], str]:
    """Name of each file in the memory of a process, by device and inode (proc(5))."""
    found = {}
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        words = line.split(maxsplit=5)
        if len(words) == 6 and words[4] != "0":
            major, minor = (int(part, 16) for part in words[3].split(":"))
            found[os.makedev(major, minor), int(words[4])] = Path(words[5]).name
    return found


def _mapped_libraries(pid: int) -> dict[tuple[int, int], str]:
    return {file: name for file, name in _mapped(pid).items() if ".so" in name}
