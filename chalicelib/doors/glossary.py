"""Glossary: what the fields and parameters of the API are, with an example of each: one story, told the same everywhere.

By a field's name, or by `Component.name` where a component means something else by it. A schema's own example comes first.
"""

from typing import Any, NamedTuple


class Entry(NamedTuple):
    """An example, and what the field is; None where its name and its schema say it."""

    example: Any
    description: str | None = None


_BRAND = "01957c21-5d80-7a4e-8f3b-2c6d9e0a1b4c"
_SCHEDULE = "01957c22-91c4-7d1f-9a60-4b8e7f2c3d5a"
_CONFIG = "01957c23-0b2e-7c93-8d41-6f5a4e3b2c1d"
_PROMPT = "01957c24-7f18-7e2b-a5c7-1d9f8e7b6a50"
_EXECUTION = "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b"
_RESULT = "019a1b2c-4f60-7182-93a4-b5c6d7e8f901"
_ACCOUNT = "ad_acct_01jny22qc0f97zyjpcsbex0krr"
_REPORT = "ad_rpt_01k8djpfaf7x88mtvwhqf0y6hb"
_TEMPLATE = "ad_rtpl_01jny0000072k9qf5v3m8r1zab"
_TARGET = "ad_rtgt_01k8djpfaf7x88mtvwhqf0y6hc"
_SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

_KEY = "019a1b2c-5e71-7293-a4b5-c6d7e8f90123"

_IDS = {
    "AdAccount.id": Entry(_ACCOUNT),
    "ApiKey.id": Entry(_KEY),
    "NewApiKey.id": Entry(_KEY),
    "Brand.id": Entry(_BRAND),
    "Execution.id": Entry(_EXECUTION),
    "Job.id": Entry(_EXECUTION),
    "Prompt.id": Entry(_PROMPT),
    "RegionConfig.id": Entry(_CONFIG),
    "Report.id": Entry(_REPORT),
    "RequestedPerformanceReport.id": Entry(_REPORT),
    "RequestedVisibilityReport.id": Entry(_REPORT),
    "Result.id": Entry(_RESULT),
    "ScheduledReport.id": Entry(_SCHEDULE),
    "Template.id": Entry(_TEMPLATE),
    "TemplateVersion.id": Entry(_TEMPLATE),
    "Decision.id": Entry("01957c25-2b3c-7d4e-8f50-6a7b8c9d0e1f"),
    "ReportTarget.id": Entry(_TARGET),
    "Target.id": Entry(_TARGET),
    "target_id": Entry(_TARGET, "The target's id."),
    "campaign_id": Entry("9001", "The platform's id of the campaign that it is about."),
    "campaign_external_id": Entry(None, "The platform's id of the campaign; null: the account's or the organization's."),
    "account_id": Entry(_ACCOUNT, "The ad account's id."),
    "ad_account_id": Entry(_ACCOUNT, "The ad account."),
    "Target.ad_account_id": Entry(None, "The ad account; null: the organization."),
    "TargetCreate.ad_account_id": Entry(None, "The ad account; left out: the organization."),
    "ad_account_ids": Entry([_ACCOUNT], "The ad accounts that it is about."),
    "allowed_brand_id": Entry(None, "The one brand that the key sees, with what hangs from it; null: all of the organization."),
    "brand_id": Entry(_BRAND, "The brand."),
    "execution_id": Entry(_EXECUTION, "The run."),
    "key_id": Entry(_KEY, "The API key."),
    "organization_id": Entry("acme"),
    "job_id": Entry(_EXECUTION, "The run as a job: its id."),
    "prompt_id": Entry(_PROMPT, "The prompt."),
    "region_config_id": Entry(_CONFIG, "The region config."),
    "report_id": Entry(_REPORT, "The report."),
    "report_ids": Entry([_REPORT]),
    "supersedes": Entry(None, "The report that this one was made to replace, by a retry."),
    "scheduled_report_id": Entry(_SCHEDULE, "The scheduled report."),
    "external_account_id": Entry("812-554-0192", "Its id on the platform: once per platform in an organization."),
}

_TEXTS = {
    "account_name": Entry("Acme Coffee Roasters – Search"),
    "aliases": Entry(["Bluebird"], "Other names that count as a mention."),
    "text": Entry("Moved a fifth of the budget from generic search to brand.", "In one's own words."),
    "tags": Entry(["budget"]),
    "window": Entry("14 days", "Over how long it was measured, before and after."),
    "asset": Entry("page.css", "The file, by the name that the page has for it."),
    "brand_aliases": Entry(["Acme", "Acme Roasters"], "Other names that count as a mention."),
    "campaign_name": Entry("Brand – Berlin"),
    "categories": Entry(["Espresso beans", "Subscriptions"], "What its prompts are about."),
    "category": Entry("Espresso beans"),
    "content_type": Entry("application/pdf"),
    "country": Entry("Germany"),
    "target_currency": Entry("EUR", "ISO 4217; of `spend` and `cpa`, and of nothing else."),
    "created_via": Entry("human", "By which door it came to be: `human`, `ai` or `scheduled`."),
    "currency": Entry("EUR", "ISO 4217."),
    "cursor": Entry(None, "The `next_cursor` of the page before, with the same filters."),
    "description": Entry("What moved this week, why, and what to do."),
    "domain": Entry("coffee-review.example"),
    "error_code": Entry(None, "Such as `rendering_failed`; null where nothing went wrong."),
    "error_message": Entry(None, "A sentence that is safe to show; null where nothing went wrong."),
    "field": Entry("clicks", "Null where the row as a whole is at fault."),
    "from_key": Entry("weekly_check_in", "The template to copy, the organization's own or the system's."),
    "group": Entry("2026-02-23", "A day, the Monday of a week, or a campaign's external id."),
    "key": Entry("weekly_check_in"),
    "TemplateClone.key": Entry("client_weekly", "By default made of the name."),
    "Section.key": Entry("headline_metrics"),
    "NewApiKey.key": Entry(
        "folio_4fKq9Xv2LmRt7BzWc0YdHs3NpJ8gUeAoTi6Qk1Vr", "The secret, shown this once; null where a request is repeated."
    ),
    "key_prefix": Entry("folio_4fKq9X", "How the secret begins."),
    "ApiKey.name": Entry("Warehouse sync"),
    "ApiKeyCreate.name": Entry("Warehouse sync"),
    "NewApiKey.name": Entry("Warehouse sync"),
    "scopes": Entry(["read:reports", "write:ad-accounts"], "What it may do; `write:X` implies `read:X`."),
    "last_used_at": Entry(None, "When a request with it was last let through; null before the first."),
    "language": Entry("German"),
    "last_error_message": Entry(None, "What went wrong in the latest run; null where nothing did."),
    "last_run_status": Entry("completed", "What the latest run came to; null before the first."),
    "local_time": Entry("2026-03-02T09:00:00+01:00"),
    "location": Entry("Berlin", "A place within the country."),
    "message": Entry("Asking the AI platforms"),
    "model": Entry("sonar-pro", "The model that answered, as the platform names it."),
    "name": Entry("Acme Coffee Roasters"),
    "Business.name": Entry("Bluebird Coffee"),
    "Competitor.name": Entry("Bluebird Coffee"),
    "CompetitorBody.name": Entry("Bluebird Coffee"),
    "RegionConfig.name": Entry("Germany"),
    "RegionConfigChange.name": Entry("Germany"),
    "RegionConfigCreate.name": Entry("Germany"),
    "RequestedTemplate.name": Entry("Weekly Check-In"),
    "ScheduledReport.name": Entry("Weekly visibility"),
    "ScheduledReportChange.name": Entry("Weekly visibility"),
    "ScheduledReportCreate.name": Entry("Weekly visibility"),
    "Section.name": Entry("Headline metrics"),
    "Template.name": Entry("Weekly Check-In"),
    "TemplateChangeBody.name": Entry("Client weekly"),
    "TemplateClone.name": Entry("Client weekly"),
    "TemplateVersion.name": Entry("Weekly Check-In"),
    "next_cursor": Entry(None, "Where the next page goes on: its `cursor`. Null on the last one."),
    "pdf_url": Entry(
        "https://bucket.example/report.pdf?signature",
        "A fresh link to the PDF, which lasts minutes; null before there is one, and in lists. Send no `Authorization` to it.",
    ),
    "platform": Entry("google_ads"),
    "prompt_text": Entry("Which espresso beans would you recommend in Berlin?"),
    "reason": Entry("is missing"),
    "region": Entry("Germany"),
    "response": Entry("Acme Coffee Roasters and Bluebird Coffee are often recommended.", "The answer's text; null where there is none."),
    "comment": Entry("The comparison is with a holiday week: say so next time.", "What the reviewer says of it."),
    "review_comment": Entry(None, "What the reviewer said of it; null where nothing."),
    "review_status": Entry(None, "What the reviewer said; null where nobody was asked."),
    "search": Entry("acme", "What to look for in the name."),
    "sections": Entry(["cover", "headline_metrics"], "Their keys, in the order of the document."),
    "ReportRequest.region_config_id": Entry(None, "One that is not null makes it a request for a visibility report."),
    "by": Entry("render", "Who took the step: a key, by its id, or the function that did it."),
    "sha256": Entry(_SHA256, "The document's hash."),
    "step": Entry("asking", "What is being done."),
    "template_key": Entry("weekly_check_in", "The report template."),
    "ScheduledReport.template_key": Entry("ai_visibility"),
    "ScheduledReportCreate.template_key": Entry("ai_visibility", "The report template; by default the one for visibility reports."),
    "company_name": Entry("Brückner & Söhne", "Who reports: the logo's alternative text, and a name on the last page."),
    "cover_subtitle": Entry("Prepared for the weekly call", "A line under the cover's title."),
    "cover_title": Entry("Media performance", "The cover's title, unless a report was given one of its own."),
    "footer_email": Entry("hello@brueckner.example", "On the last page."),
    "footer_phone": Entry("+49 30 1234567", "On the last page."),
    "footer_website": Entry("https://www.brueckner.example", "On the last page."),
    "locale": Entry("de-AT", "For which language and region figures and dates are written."),
    "primary_color": Entry("#7a0019", "The accent and the cover's ground; corrected in print until it can be read."),
    "secondary_color": Entry("#c9a227", "For minor marks; corrected in print until they can be seen."),
    "Logo.content_type": Entry("image/png"),
    "Logo.sha256": Entry(_SHA256, "The hash of the logo as it is kept: drawn anew from what was uploaded."),
    "WhiteLabel.brand_id": Entry(_BRAND, "The brand; null: it is the organization's own."),
    "title": Entry("Weekly check-in: 23 Feb – 1 Mar 2026"),
    "Citation.title": Entry("The best espresso beans in Berlin"),
    "timezone": Entry("Europe/Berlin", "A name of the IANA database."),
    "url": Entry("https://coffee-review.example/berlin"),
    "Document.url": Entry("https://bucket.example/report.pdf?signature", "The link. Send no `Authorization` to it."),
    "volatility_band": Entry("normal", "`quiet`, `normal` or `volatile`; null where there is no score."),
    "website": Entry("https://acme-coffee.example"),
    "Competitor.website": Entry("https://bluebird.example"),
    "CompetitorBody.website": Entry("https://bluebird.example"),
    "Business.website": Entry("https://bluebird.example"),
}

_FIGURES = {
    "appearance_rate": Entry(0.75, "0–1; null where no answer is there to count."),
    "target_value": Entry(5000, "What is meant to be reached, in the metric's unit: money in `target_currency`, `ctr` as a fraction of 1."),
    "before": Entry(21.4),
    "after": Entry(17.9),
    "attempts": Entry(1, "How often it was asked."),
    "avg_visibility": Entry(62.5, "0–100; null before the first finished run."),
    "bytes": Entry(184_213),
    "clicks": Entry(1840),
    "completed": Entry(24),
    "completed_regions_count": Entry(1, "How many of its reports are final."),
    "conversion_value": Entry("5120.00"),
    "conversions": Entry("96"),
    "cost": Entry("1284.40"),
    "count": Entry(10, "How many."),
    "cpa": Entry("13.379167"),
    "cpc": Entry("0.698043"),
    "ctr": Entry("0.042791"),
    "data_coverage_pct": Entry(100.0, "How many of the period's days have rows, in per cent."),
    "days": Entry(7, "Of how many days rows were stored."),
    "campaigns": Entry(3, "Of how many campaigns rows were stored."),
    "default_period_days": Entry(7),
    "failed_results": Entry(0, "Of a visibility report: how many questions got no answer."),
    "file_size": Entry(184_213, "In bytes."),
    "impressions": Entry(43_000),
    "latency_ms": Entry(2140),
    "limit": Entry(20, "How many at most."),
    "line": Entry(12, "A file's line, or a JSON row's place, from 1."),
    "missed_runs": Entry(0, "How many slots before this one could not be run."),
    "n": Entry(16, "How many answers."),
    "page_count": Entry(4),
    "pages": Entry(4),
    "pdf_url_expires_in_seconds": Entry(900),
    "prompts_count": Entry(8),
    "rank": Entry(1, "By the order of first mention, from 1."),
    "ranked_prompts": Entry(8),
    "rate": Entry(0.75, "0–1; null where no answer is there to count."),
    "roas": Entry("3.986297"),
    "rows": Entry(
        [
            {
                "date": "2026-02-23",
                "campaign_id": "9001",
                "campaign_name": "Brand – Berlin",
                "cost": "183.40",
                "impressions": 6100,
                "clicks": 262,
                "conversions": 14,
                "conversion_value": "731.50",
            }
        ],
        "Judged one by one: what is wrong with one is said of it in the answer, and the others are stored.",
    ),
    "rows_read": Entry(21),
    "rows_refused": Entry(1),
    "rows_stored": Entry(20),
    "rows_unchanged": Entry(0),
    "runs": Entry(4),
    "template_version": Entry(1, "The version; by default the active one."),
    "tokens_in": Entry(312),
    "tokens_out": Entry(540),
    "total": Entry(24),
    "total_regions_count": Entry(1, "How many reports it makes; null until that is known."),
    "total_results": Entry(24, "Of a visibility report: how many questions got an answer."),
    "version": Entry(1),
    "visibility_score": Entry(62.5, "Of a visibility report: 0–100; null until it is measured."),
    "volatility_score": Entry(41.5, "How much the days of the period move; null where too few days before it are known."),
}

_STATES = {
    "brand_appears": Entry(example=True, description="Whether the answer names the brand."),
    "deduplicated": Entry(example=False, description="Whether this is a report that was asked for already, within ten minutes."),
    "disabled": Entry(example=False, description="One that is disabled is not asked."),
    "has_more": Entry(example=False, description="Whether there is another page."),
    "include_system": Entry(example=True),
    "is_active": Entry(example=True),
    "is_final": Entry(example=True, description="Whether its status will not change by itself any more."),
    "is_recorded_sample": Entry(example=False, description="Whether the answer is a recorded sample, and not a platform's."),
    "is_system": Entry(example=True, description="Whether it comes with the service."),
    "requires_review": Entry(example=False, description="Whether a reviewer has to approve the report before it is ready."),
    "retriable": Entry(example=None, description="Whether another attempt could succeed; null where nothing went wrong."),
}

_PROGRESS = {
    "Report.status": Entry("ready"),
    "Report.progress": Entry(None, "How far the work is; null where nobody works on it."),
    "Transition.status": Entry("ready"),
    "RegionReport.status": Entry("ready"),
    "Execution.status": Entry("completed"),
    "Job.status": Entry("completed"),
    "Job.step": Entry("done", "What is being done."),
    "Job.message": Entry("Every report is made"),
    "JobResult.status": Entry("completed"),
    "ScheduledReport.frequency": Entry("weekly"),
    "ScheduledReportChange.frequency": Entry("weekly"),
    "ScheduledReportCreate.frequency": Entry("weekly"),
    "Target.period_type": Entry("monthly"),
    "TargetCreate.period_type": Entry("monthly"),
}

_TIMES = {
    "NewApiKey.last_used_at": Entry(None, "When a request with it was last let through; null before the first."),
    "decided_on": Entry("2026-02-23", "The day that it is about."),
    "valid_from": Entry("2026-01-01", "The first day on which it counts."),
    "valid_to": Entry(None, "The last day on which it counts; null: until it is removed."),
    "from": Entry("2026-02-23", "The first day."),
    "to": Entry("2026-03-01", "The last day, at most 366 days from the first, counting both."),
    "period_start": Entry("2026-02-23", "The first day."),
    "period_end": Entry("2026-03-01", "The last day; at most 31 days from the first, counting both."),
    "next_run_at": Entry("2026-03-02T08:00:00.000Z", "The next slot; those after it follow the frequency from there."),
    "since": Entry("2026-03-01T00:00:00Z", "Only what was made at this instant or later."),
}

ENTRIES: dict[str, Entry] = {**_IDS, **_TEXTS, **_FIGURES, **_STATES, **_PROGRESS, **_TIMES}


def entry(name: str, component: str | None = None) -> Entry | None:
    """What the glossary has of a field of a component, or of a parameter."""
    return ENTRIES.get(f"{component}.{name}", ENTRIES.get(name))


def is_of(name: str, component: str) -> bool:
    """Whether the entry of a field is this component's own, which says more than any value that the field's type lists."""
    return f"{component}.{name}" in ENTRIES
