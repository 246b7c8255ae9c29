"""Other formats: a report's files beside its PDF, from the same facts, and from the page that the PDF was made of."""

from collections.abc import Mapping

from chalicelib.adapters.branding import assets
from chalicelib.adapters.csv_tables import zipped_csv
from chalicelib.adapters.report_document import report_document
from chalicelib.adapters.screen_page import screen_page
from chalicelib.domain.document import DocumentFormat
from chalicelib.domain.facts import Facts
from chalicelib.domain.performance_document import performance_document
from chalicelib.domain.performance_tables import performance_tables
from chalicelib.domain.visibility_document import visibility_document
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_tables import visibility_tables


def performance_formats(facts: Facts, page: str) -> Mapping[DocumentFormat, bytes]:
    """Of a performance report."""
    return {
        DocumentFormat.HTML: screen_page(page, assets(facts)),
        DocumentFormat.JSON: report_document(facts, performance_document(facts)),
        DocumentFormat.CSV: zipped_csv(performance_tables(facts)),
    }


def visibility_formats(facts: VisibilityFacts, page: str) -> Mapping[DocumentFormat, bytes]:
    """Of a visibility report."""
    return {
        DocumentFormat.HTML: screen_page(page, assets(facts)),
        DocumentFormat.JSON: report_document(facts, visibility_document(facts)),
        DocumentFormat.CSV: zipped_csv(visibility_tables(facts)),
    }
