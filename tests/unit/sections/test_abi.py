import re

from chalicelib.adapters.composer import compose
from chalicelib.domain.section import Omitted
from chalicelib.sections.abi import view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import account, facts, row


def test_a_component_without_data_says_why_and_prints_no_figure() -> None:
    made = view(facts(account([row(n, cost=100, conversions=10) for n in range(7)])), PlainWording())
    assert not isinstance(made, Omitted)
    efficiency, waste, headroom = made["blocks"][0]["components"]
    assert (efficiency["measured"], efficiency["points"], efficiency["weight"]) == ("CPA EUR 10.00", "50", "100%")
    assert (waste["percent"], headroom["percent"]) == (None, None)
    assert waste["measured"].startswith("left out")


def test_without_any_component_the_section_is_left_out() -> None:
    assert isinstance(view(facts(account([row(0, cost=1)])), PlainWording()), Omitted)


def test_the_score_before_is_shown_only_where_it_is_made_of_the_same_parts() -> None:
    same = [row(n, cost=100, conversions=10) for n in range(-7, 7)]
    other = [row(n, cost=100, conversions=10, budget_lost_impression_share="0.1" if n >= 0 else None, impressions=1) for n in range(-7, 7)]
    for rows, before in ((same, 50), (other, None)):
        made = view(facts(account(rows)), PlainWording())
        assert not isinstance(made, Omitted)
        assert made["blocks"][0]["before"] == before


def test_each_currency_prints_the_weights_of_its_own_parts() -> None:
    whole = [
        row(n, cost=100, conversions=10, impressions=10, rank_lost_impression_share="0.1", budget_lost_impression_share="0.1")
        for n in range(7)
    ]
    part = [row(n, cost=100, conversions=10, impressions=10, budget_lost_impression_share="0.1") for n in range(7)]
    html = compose(facts(account(whole), account(part, name="B", currency="USD"), sections=("abi",)))
    cells = re.findall(r"× (\d+)", html)
    assert cells == ["40", "30", "30", "57", "43"]
    assert "Efficiency, 40" not in html
