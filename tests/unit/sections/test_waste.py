from chalicelib.domain import thresholds
from chalicelib.domain.ad_account import Platform
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Omitted
from chalicelib.sections.waste import view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import account, facts, row


def test_the_finding_says_how_much_and_where() -> None:
    rows = [
        row(0, "a", cost=100, rank_lost_impression_share=1),
        row(0, "b", cost=100, rank_lost_impression_share=0.5),
        row(1, "c", cost=40),
    ]
    made = view(facts(account(rows)), PlainWording())
    assert not isinstance(made, Omitted)
    (block,) = made["blocks"]
    assert plain(block["headline"]) == (
        "EUR 45.00 bought little, 22.5% of the spend that can be judged, most in \u2068Campaign a\u2069 (EUR 30.00)"
    )
    assert block["sub"] == "An estimate by rule, EUR · EUR 40.00 of spend can't be judged and is left out"
    assert [(line["waste"], line["cost"], line["share"], line["bar"]) for line in block["rows"]] == [
        ("30.00", "100.00", "30.0%", 100.0),
        ("15.00", "100.00", "15.0%", 50.0),
    ]
    assert block["total"] == {"waste": "45.00", "cost": "200.00", "share": "22.5%"}


def test_what_is_beyond_the_list_is_summed() -> None:
    rows = [row(0, f"{n:02}", cost=100 + n) for n in range(12)]
    made = view(facts(account(rows, platform=Platform.META_ADS)), PlainWording())
    assert not isinstance(made, Omitted)
    (block,) = made["blocks"]
    assert len(block["rows"]) == thresholds.WASTE_ROWS
    assert block["other"] == {"name": "Other (4 campaigns)", "waste": f"{100 + 101 + 102 + 103}.00", "cost": "406.00", "share": "100.0%"}


def test_without_anything_to_judge_it_is_left_out() -> None:
    made = view(facts(account([row(0, cost=5)], platform=Platform.TIKTOK_ADS)), PlainWording())
    assert isinstance(made, Omitted)
    assert made.reason
