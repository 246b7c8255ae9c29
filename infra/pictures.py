"""The pictures of the README and of docs/gallery.md, made by the project: `python -m infra.pictures` renders a report of every template,
a weekly of the sample account and the others of the sections' own examples, and draws their pages."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PIL import Image

from infra.local import sample_ads

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
FONTS = ROOT / "infra" / "layers" / "render" / "fonts.conf"
TODAY = date(2026, 4, 22)
DOTS_PER_INCH = {"weekly-check-in": 100, "ai-visibility": 100}
"""The README shows these; those of the gallery alone are smaller."""
SMALL = 64
COLOURS = 64
"""What a page needs of greys and of its few colours, which a palette by coverage keeps: a third of the bytes."""
GALLERY = ROOT / "docs" / "gallery.md"


def main() -> int:
    """Draw every page into docs/images, and list them in the gallery; where they are."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, pdf in documents().items():
        for old in IMAGES.glob(f"{name}-*.png"):
            old.unlink()
        resolution = str(DOTS_PER_INCH.get(name, SMALL))
        subprocess.run(["pdftoppm", "-r", resolution, "-png", "-", str(IMAGES / name)], input=pdf, check=True)
        for page in IMAGES.glob(f"{name}-*.png"):
            Image.open(page).convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(page, optimize=True)
    GALLERY.write_text(_gallery(), "utf-8")
    print(*(path.relative_to(ROOT) for path in sorted(IMAGES.glob("*.png"))), sep="\n")
    return 0


def documents() -> dict[str, bytes]:
    """A PDF of every template, by its key with hyphens."""
    os.environ.setdefault("FONTCONFIG_FILE", str(FONTS))  # before WeasyPrint is imported
    months = ("monthly_performance", "executive_kpi_summary", "optimization_activity_log", "qbr_quarterly")
    return {"weekly-check-in": _weekly(), "ai-visibility": _visibility()} | {key.replace("_", "-"): _month(key) for key in months}


def _gallery() -> str:
    from chalicelib import templates

    parts = ["# Gallery", "Every page of a report of each template, drawn by `make pictures`. The data is invented."]
    for key in templates.names():
        template = templates.load(key)
        pages = sorted(IMAGES.glob(f"{key.replace('_', '-')}-*.png"))
        shown = [f'<img src="images/{page.name}" width="32%" alt="{template.name}, page {n}">' for n, page in enumerate(pages, start=1)]
        parts += [f"## {template.name}", template.description, "\n".join(shown)]
    return "\n\n".join(parts) + "\n"


def _month(key: str) -> bytes:
    """The sections' own example month, whole, as a report of a template."""
    from chalicelib import templates
    from chalicelib.adapters import composer, renderer
    from chalicelib.domain.template import TemplateIdentity
    from chalicelib.sections import example_month
    from chalicelib.usecases.request_report import default_title

    template = templates.load(key)
    facts = replace(
        example_month.month(*template.sections),
        template=TemplateIdentity(template.id, template.key, template.version, template.name),
        title=default_title(template, example_month.PERIOD),
    )
    return renderer.render(composer.compose(facts), "en-GB", facts.gathered_at).content


def _visibility() -> bytes:
    """The sections' own example, whole."""
    from chalicelib import templates
    from chalicelib.adapters import composer, renderer
    from chalicelib.sections import example_run

    facts = example_run.run(*templates.load("ai_visibility").sections)
    return renderer.render(composer.compose(facts), "en-GB", facts.gathered_at).content


def _weekly() -> bytes:
    """The sample account's weekly, on the way that the `render` function takes: judged rows, facts, HTML, PDF."""
    from chalicelib import templates
    from chalicelib.adapters import composer, renderer
    from chalicelib.domain import ids
    from chalicelib.domain.ad_account import AccountIdentity, Platform
    from chalicelib.domain.facts import AccountFacts, Facts
    from chalicelib.domain.period import Period
    from chalicelib.domain.row_judgement import RawRow, judge_all
    from chalicelib.domain.template import TemplateIdentity
    from chalicelib.usecases.gather_facts import window
    from chalicelib.usecases.request_report import default_title

    template = templates.load("weekly_check_in")
    period = Period.ending(TODAY - timedelta(days=1), template.default_period_days)
    gathered_at = datetime(TODAY.year, TODAY.month, TODAY.day, 6, 30, tzinfo=UTC)
    account = sample_ads.ACCOUNT
    identity = AccountIdentity(
        ids.prefixed(ids.AD_ACCOUNT, ids.derived_uuid7(gathered_at, "account")),
        account["account_name"],
        Platform(account["platform"]),
        account["external_account_id"],
        account["currency"],
        account["timezone"],
    )
    rows = judge_all([RawRow(line, row) for line, row in enumerate(sample_ads.rows(TODAY), start=1)], identity.currency).accepted
    gathered = window(period, template.sections)
    facts = Facts(
        report_id=ids.prefixed(ids.REPORT, ids.derived_uuid7(gathered_at, "report")),
        title=default_title(template, period),
        organization_id="sample",
        template=TemplateIdentity(template.id, template.key, template.version, template.name),
        sections=template.sections,
        period=period,
        gathered=gathered,
        gathered_at=gathered_at,
        accounts=(AccountFacts(identity, tuple(row for row in rows if row.day in gathered)),),
    )
    return renderer.render(composer.compose(facts), "en-GB", gathered_at).content


if __name__ == "__main__":
    sys.exit(main())
