"""A client that a public generator makes from the document: it creates a schedule and reads it back."""

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chalicelib.api.routes import ROUTES
from infra.local.stack import LocalStack
from infra.openapi import PATH

_PACKAGE = "folio_client"
# The generator reads no body but JSON and forms, and leaves out the routes that take another; of all else it may complain of nothing.
_UNREAD = {f"PUT {endpoint.path}" for resource in ROUTES for endpoint in resource.endpoints if endpoint.body is bytes}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("client")
    generator = Path(sys.executable).with_name("openapi-python-client")
    run = subprocess.run(
        [generator, "generate", "--path", PATH, "--output-path", directory / _PACKAGE, "--meta", "none", "--overwrite"],
        cwd=directory,
        env={"PATH": str(generator.parent), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=True,
    )
    warnings = [line for line in (run.stdout + run.stderr).splitlines() if line.startswith("WARNING")]
    assert [line for line in warnings if not any(f" {route} " in line for route in _UNREAD)] == []
    return directory


def test_a_generated_client_creates_a_schedule_and_reads_it_back(
    generated: Path, stack: LocalStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(generated)

    def module(name: str) -> Any:
        return importlib.import_module(f"{_PACKAGE}.{name}")

    models = module("models")
    with module("client").AuthenticatedClient(base_url=stack.url, token=stack.key) as client:
        brand = module("api.brands.create_brand").sync(
            client=client, body=models.BrandCreate(name="Acme Coffee", website="https://acme-coffee.example", categories=["Espresso"])
        )
        assert isinstance(brand, models.Brand)
        wanted = models.ScheduledReportCreate(brand_id=brand.id, name="Weekly", frequency=models.Frequency.WEEKLY, timezone="Europe/Berlin")
        made = module("api.scheduled_reports.create_scheduled_report").sync_detailed(client=client, body=wanted)
        assert made.status_code == 201
        read = module("api.scheduled_reports.read_scheduled_report").sync(client=client, scheduled_report_id=made.parsed.id)
        assert read == made.parsed
        assert (read.brand_id, read.timezone, read.is_active) == (brand.id, "Europe/Berlin", True)

        none = module("api.scheduled_reports.read_scheduled_report").sync(client=client, scheduled_report_id="unheard-of")
        assert isinstance(none, models.NotFoundEnvelope)
        assert none.error.code == "not_found"
