from dataclasses import replace

from chalicelib import sections
from chalicelib.sections.definitions import definitions
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import account, facts, row
from tests.fakes.targets import target


def terms(*keys: str) -> list[str]:
    of = facts(account([row(0, cost=1)]), sections=keys)
    return [term for term, _ in definitions(replace(of, targets=(target("spend", 1),)), PlainWording())]


def test_only_what_the_report_prints_is_explained() -> None:
    assert terms("cover") == ["Figures", "Change", "Volatility"]
    assert terms("abi") == ["Figures", "Change", "Ad Baseline Index", "Waste", "Volatility"]
    assert set(terms(*sections.names())) >= {"Targets", "Wins and concerns", "Weeks", "Unusual days", "Activity log", "Where to look"}


def test_they_stand_in_one_place() -> None:
    footer, of = sections.load("footer"), facts(account([row(0, cost=1)]))
    assert dict(footer.view(replace(of, sections=("footer",)), PlainWording()))["definitions"]  # type: ignore[arg-type]
    assert dict(footer.view(replace(of, sections=("method", "footer")), PlainWording()))["definitions"] == []  # type: ignore[arg-type]


def test_the_limits_are_those_of_the_report_s_currencies() -> None:
    def told(*currencies: str) -> str:
        accounts = [account([row(0, cost=1)], name=code, currency=code) for code in currencies]
        return " ".join(words for _, words in definitions(facts(*accounts, sections=("waste", "ai_insights")), PlainWording()))

    assert told("EUR").count("spent over 50 without") == told("EUR", "USD").count("spent over 50 without") == 2
    assert told("JPY").count("spent over 5000 without") == 2
    assert told("EUR", "JPY").count("spent over EUR 50.00 or JPY 5000.00 without") == 2
