from chalicelib.domain.prose import plain
from chalicelib.domain.section import Omitted
from chalicelib.sections.executive_summary import view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import account, facts, row


def headline(*accounts_rows: object, **fields: object) -> str:
    made = view(facts(*accounts_rows), PlainWording())  # type: ignore[arg-type] # accounts
    assert not isinstance(made, Omitted)
    return plain(made["headline"])


def test_the_headline_answers_in_one_sentence() -> None:
    before = [row(n - 7, cost=100, conversions=10) for n in range(7)]
    now = [row(n, cost=99, conversions=11) for n in range(7)]
    assert (
        headline(account(before + now))
        == "77 conversions for EUR 693.00: 10.0% more than the week before, at a CPA of EUR 9.00, 10.0% lower"
    )


def test_a_change_inside_the_noise_is_called_no_clear_change() -> None:
    before = [row(n - 7, cost=100, conversions=10 + n % 3) for n in range(7)]
    now = [row(n, cost=100, conversions=12 - n % 3) for n in range(7)]
    assert headline(account(before + now)) == "78 conversions for EUR 700.00, no clear change from the week before, at a CPA of EUR 8.97"


def test_without_a_conversion_it_says_so_and_gives_no_cpa() -> None:
    assert headline(account([row(0, cost=5)])) == "EUR 5.00 spent, no conversion recorded"


def test_currencies_are_told_apart_and_never_added() -> None:
    euro, dollar = account([row(0, cost=5, conversions=1)]), account([row(0, cost=7, conversions=2)], name="B", currency="USD")
    assert headline(euro, dollar) == "1 conversion for EUR 5.00 and 2 conversions for USD 7.00"


def test_no_data_is_the_answer_where_there_is_none() -> None:
    assert headline(account([row(-3, cost=5)])) == "There is no data for 2026-04-15 to 2026-04-21"
