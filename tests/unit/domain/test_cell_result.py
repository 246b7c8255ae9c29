"""The results of a report, read together."""

from dataclasses import replace

from chalicelib.domain.answer_analysis import BrandNames, read
from chalicelib.domain.cell_result import CellResult, ResultStatus, read_together
from tests.fakes import cell_results

BRAND = BrandNames("Acme Coffee")


def stored(number: int, text: str) -> CellResult:
    """A result as `ask` stores it: with the evidence of one answer, and no businesses yet."""
    reading = read(text, [], BRAND, [])
    return replace(cell_results.answered(number), brand_appears=reading.brand_appears, evidence=reading.evidence)


def test_businesses_and_ranks_come_from_all_answers_and_the_evidence_goes() -> None:
    prose, listed = read_together([stored(0, "Brewtown beats Acme Coffee."), stored(1, "- Acme Coffee\n- Brewtown")])
    assert [(business.name, business.rank) for business in prose.businesses] == [("Brewtown", 1), ("Acme Coffee", 2)]
    assert (prose.rank, listed.rank) == (2, 1)
    assert (prose.evidence, listed.evidence) == (None, None)


def test_failed_results_and_those_that_were_told_before_stay_as_they_are() -> None:
    failed = replace(cell_results.answered(0), status=ResultStatus.FAILED, brand_appears=None)
    told = cell_results.answered(1, "Acme Coffee")
    assert read_together([failed, told]) == (failed, told)
    once = read_together([stored(2, "- Acme Coffee\n- Brewtown")])
    assert read_together(once) == once


def test_while_questions_are_open_an_answer_to_come_may_show_more() -> None:
    first = stored(0, "Brewtown beats Acme Coffee.")
    assert read_together([first])[0].rank == 1
    assert read_together([first, stored(1, "- Acme Coffee\n- Brewtown")])[0].rank == 2
