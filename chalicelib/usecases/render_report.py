"""Render a report: claim it, gather and freeze its facts, make its document, check what was stored, move it on."""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from chalicelib.domain.clock import Clock
from chalicelib.domain.document import Document, DocumentFormat
from chalicelib.domain.errors import KnownCondition, Stale
from chalicelib.domain.report import (
    Failure,
    Progress,
    Report,
    ReportKind,
    ReportStatus,
    claimable,
    claimed,
    failed,
    files_of,
    finished,
    progressed,
    released,
)
from chalicelib.messages import RenderRequested
from chalicelib.usecases.gather_facts import CannotBeMade
from chalicelib.usecases.ports.documents import Documents
from chalicelib.usecases.ports.joins import Joins
from chalicelib.usecases.ports.renders import RenderedPdf, Renderer
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.report_family import Family
from chalicelib.usecases.timing import Timing
from chalicelib.usecases.unheard import unheard

BY = "render"
STEPS = ("gathering", "rendering", "checking")
_WORTH_SAYING = timedelta(seconds=5)
"""A step is said with what is written anyway; one that begins after so long a wait is worth a write of its own."""
EXHAUSTED = Failure(
    "rendering_failed",
    "The report could not be rendered after several attempts. Try again; if it fails again, tell the operator.",
    retriable=True,
)


class Outcome(StrEnum):
    """What a message came to."""

    FINISHED = "finished"
    FAILED = "failed"
    NOT_NEEDED = "not_needed"
    TAKEN_OVER = "taken_over"


class KeepsFailing(Exception):
    """The report has used up its attempts. Raised for the message's sake, which belongs in the dead-letter queue, not in silence."""


class StoredFileDiffers(Exception):
    """What was read back is not what was written."""


@dataclass(frozen=True, slots=True)
class RenderReport:
    """The use case, with what it depends on. `ended` is told, by organization and id, of each report that may have ended.

    `told` hears of each that is stored as made, or as failed.
    """

    reports: Reports
    documents: Documents
    joins: Joins
    families: Mapping[ReportKind, Family[Any]]
    renderer: Renderer
    ended: Callable[[str, str], None]
    clock: Clock
    timing: Timing
    told: Callable[[Report], None] = unheard

    def __call__(self, message: RenderRequested) -> Outcome:
        """Make the report's document, unless it is done, gone, or in another worker's hands.

        A reason that its owner can act on ends it as `failed`. Anything else propagates, to be tried again, until the attempts
        are used up: then the report ends as `failed`, and `KeepsFailing` sends the message to the dead-letter queue.
        """
        try:
            return self._work(message)
        finally:
            with suppress(KnownCondition):  # a run that is not told is ended by the sweep
                self.ended(message.organization_id, message.report_id)

    def _work(self, message: RenderRequested) -> Outcome:
        report = self._claim(message)
        if report is None:
            return Outcome.NOT_NEEDED
        try:
            return self._make(report)
        except Stale:
            return Outcome.TAKEN_OVER
        except CannotBeMade as reason:
            return self._fail(report, reason)
        except Exception:
            self._let_go(report)
            raise

    def _claim(self, message: RenderRequested) -> Report | None:
        while True:
            report = self.reports.get(message.organization_id, message.report_id)
            now = self.clock()
            if report and report.failure == EXHAUSTED:
                raise KeepsFailing(report.id)
            if report is None or not claimable(report, now) or self._waits_for_answers(report):
                return None
            try:
                if report.attempt >= self.timing.attempts:
                    self.told(self.reports.save(failed(report, EXHAUSTED, now, BY)))
                    continue
                return self.reports.save(self._at(claimed(report, now, BY, self.timing.lease), "gathering"))
            except Stale:
                continue

    def _waits_for_answers(self, report: Report) -> bool:
        return report.is_asking and bool(self.joins.open_cells(report.organization_id, report.id))

    def _make(self, report: Report) -> Outcome:
        family = self.families[report.kind]
        report, facts = self._frozen_facts(report, family)
        page = family.compose(facts)
        pdf = self.renderer.render(page, language(facts.locale), report.created_at, family.assets(facts))
        if self.clock() - report.updated_at >= _WORTH_SAYING:
            report = self.reports.save(self._at(report, "checking"))
        document = self._store(report, pdf)
        others = tuple(self._store_as(report, made, content) for made, content in family.other_formats(facts, page).items())
        report = family.measured(report, facts)
        self.told(self.reports.save(finished(report, document, others, self.clock(), BY)))
        return Outcome.FINISHED

    def _at(self, report: Report, step: str) -> Report:
        return progressed(report, Progress(step, STEPS.index(step), len(STEPS)), self.clock())

    def _frozen_facts[F](self, report: Report, family: Family[F]) -> tuple[Report, F]:
        """The facts that an earlier attempt froze; where there are none, today's, frozen from now on."""
        frozen = self.documents.get(report.facts_key) if report.facts_key else None
        if frozen is not None:
            if facts_key(report, frozen) != report.facts_key:
                raise StoredFileDiffers(report.facts_key)
            return self.reports.save(self._at(report, "rendering")), family.thaw(frozen)
        content = family.freeze(family.gather(report, self.clock()))
        key = facts_key(report, content)
        self.documents.put(key, content, "application/gzip")
        # What is rendered is what was frozen, read back: a report made again from its facts takes the same way.
        return self.reports.save(self._at(replace(report, facts_key=key), "rendering")), family.thaw(content)

    def _store(self, report: Report, pdf: RenderedPdf) -> Document:
        key = f"{files_of(report.organization_id, report.id)}{pdf.sha256}.pdf"
        self.documents.put(key, pdf.content, "application/pdf")
        stored = self.documents.get(key)
        if stored is None or hashlib.sha256(stored).hexdigest() != pdf.sha256:
            raise StoredFileDiffers(key)
        return Document(key=key, sha256=pdf.sha256, size=len(stored), pages=self.renderer.check(stored))

    def _store_as(self, report: Report, made: DocumentFormat, content: bytes) -> Document:
        """Not read back: what arrives with another hash is refused, and there is no page in it to be checked."""
        sha256 = hashlib.sha256(content).hexdigest()
        key = f"{files_of(report.organization_id, report.id)}{sha256}.{made.suffix}"
        self.documents.put(key, content, made.content_type)
        return Document(key=key, sha256=sha256, size=len(content), format=made)

    def _fail(self, report: Report, reason: CannotBeMade) -> Outcome:
        return self._save_latest(
            report, lambda mine: failed(replace(mine, figures=reason.figures), reason.failure, self.clock(), BY), Outcome.FAILED
        )

    def _let_go(self, report: Report) -> None:
        """End this attempt, so that the next need not wait for the lease: at once, or as the report's end where it was the last one."""
        last = report.attempt >= self.timing.attempts
        try:
            self._save_latest(
                report,
                lambda mine: failed(mine, EXHAUSTED, self.clock(), BY) if last else released(mine, self.clock(), self.timing.resend_after),
                Outcome.FAILED,
            )
        except KnownCondition:
            return  # The table is away: the lease runs out by itself, and a tick sees to the report.

    def _save_latest(self, report: Report, change: Callable[[Report], Report], outcome: Outcome) -> Outcome:
        """Change the report as it is now, if this attempt still has it."""
        mine = self.reports.get(report.organization_id, report.id)
        if mine is None or mine.status is not ReportStatus.RENDERING or (mine.retries, mine.attempt) != (report.retries, report.attempt):
            return Outcome.TAKEN_OVER
        try:
            saved = self.reports.save(change(mine))
        except Stale:
            return Outcome.TAKEN_OVER
        if saved.status is ReportStatus.FAILED:
            self.told(saved)
        return outcome


def facts_key(report: Report, content: bytes) -> str:
    """Where its frozen facts are: the key holds their hash."""
    return f"{files_of(report.organization_id, report.id)}facts-{hashlib.sha256(content).hexdigest()}.json.gz"


def language(locale: str) -> str:
    """The language tag (BCP 47) of a locale: `en-GB`."""
    return locale.replace("_", "-")
