"""Report progress: how a report is doing, in words that an agent can pass on to its user, and when to look again."""

from decimal import Decimal

from chalicelib.domain.report import ASKING, Report, ReportKind, ReportStatus

POLL_SECONDS = 5
"""A page is made in seconds."""
POLL_ASKING_SECONDS = 15
"""An AI platform answers in as many, and a report has dozens of questions."""
POLL_REVIEWER_SECONDS = 300
_WHOLE = 100
_STEPS = {"gathering": "its figures are gathered", "rendering": "its pages are laid out", "checking": "the finished file is checked"}


def poll_seconds(report: Report) -> int | None:
    """After how many seconds to look again; None once the report is final."""
    if report.is_final:
        return None
    if report.status is ReportStatus.PENDING_REVIEW:
        return POLL_REVIEWER_SECONDS
    return POLL_ASKING_SECONDS if _is_asking(report) else POLL_SECONDS


def in_words(report: Report) -> str:
    """Where it stands; what it says of a failure is safe to show."""
    title = f"“{report.title}”"
    match report.status:
        case ReportStatus.READY | ReportStatus.APPROVED:
            return f"{title} is ready{_pages(report)}."
        case ReportStatus.PENDING_REVIEW:
            return f"{title} is made, and waits for a person to approve it in Folio, which may take long: tell your user so."
        case ReportStatus.REJECTED:
            return f"{title} was rejected by its reviewer{_comment(report)}. It stays so: ask for another report instead."
        case ReportStatus.CANCELLED:
            return f"{title} was cancelled: there will be no document."
        case ReportStatus.FAILED:
            return f"{title} could not be made.{_failure(report)}"
    return f"{title} is under way: {_step(report)}."


def figures_in_words(report: Report) -> list[str]:
    """What the figures of a report that is made come to, a sentence each, and what they lack."""
    if report.status not in {ReportStatus.READY, ReportStatus.APPROVED, ReportStatus.PENDING_REVIEW}:
        return []
    said = []
    if report.figures is not None and report.figures.visibility_score is not None:
        share = f"{report.figures.ranked_prompts} of {report.figures.total_results} answers name the brand"
        said.append(f"Visibility score {float(report.figures.visibility_score):g} of 100: {share}.")
    if report.data_coverage_pct is not None and report.data_coverage_pct < _WHOLE:
        said.append(_coverage(report.data_coverage_pct, len(report.account_ids)))
    if report.volatility_band is not None:
        said.append(f"The period was {report.volatility_band}.")
    return said


def _coverage(percent: Decimal, accounts: int) -> str:
    """The coverage is that of the account with the fewest days."""
    whose = "The ad account" if accounts == 1 else "One of the ad accounts at least"
    days = (
        f"only on {float(percent):g} % of the period's days: the report says which are missing"
        if percent
        else "on none of the period's days"
    )
    return f"{whose} has figures {days}."


def _is_asking(report: Report) -> bool:
    return report.kind is ReportKind.VISIBILITY and report.status in {ReportStatus.PENDING, ReportStatus.QUEUED}


def _step(report: Report) -> str:
    progress = report.progress
    if progress is not None and progress.step == ASKING:
        return f"{progress.completed} of {progress.total} questions have come back from the AI platforms"
    if progress is not None and progress.step in _STEPS:
        return f"{_STEPS[progress.step]} (step {progress.completed + 1} of {progress.total})"
    return "it waits for its turn"


def _pages(report: Report) -> str:
    pages = report.document.pages if report.document else None
    return f", {pages} page{'s' if pages != 1 else ''}" if pages else ""


def _comment(report: Report) -> str:
    return f" (“{report.review_comment}”)" if report.review_comment else ""


def _failure(report: Report) -> str:
    if report.failure is None:
        return ""
    retry = " Ask for it again with the same arguments." if report.failure.retriable and report.kind is ReportKind.PERFORMANCE else ""
    return f" {report.failure.message}{retry}"
