from chalicelib.domain.ad_account import Platform
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Omitted
from chalicelib.sections.account_breakdown import view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import account, facts, row


def test_one_account_is_no_breakdown_and_nothing_is_said_of_it() -> None:
    assert view(facts(account([row(0, cost=1)])), PlainWording()) == Omitted(None)


def test_accounts_stand_beside_the_others_of_their_currency_and_never_across() -> None:
    first = account([row(0, cost=75, conversions=5, conversion_value=300), row(-7, cost=50, conversions=4)], name="A")
    second = account([row(0, cost=25, conversions=1)], name="B", platform=Platform.META_ADS)
    dollars = account([row(0, cost=900, conversions=9)], name="C", currency="USD")
    made = view(facts(first, second, dollars), PlainWording())
    assert not isinstance(made, Omitted)
    euro, dollar = made["blocks"]
    assert [(line["name"], line["cost"], line["share"], line["cpa"], line["roas"]) for line in euro["accounts"]["rows"]] == [
        ("A", "75.00", "75.0%", "15.00", "4.00"),
        ("B", "25.00", "25.0%", "25.00", "0.00"),
    ]
    assert (euro["accounts"]["total"]["cost"], euro["accounts"]["total"]["conversions"]) == ("100.00", "6")
    assert plain(euro["headline"]) == (
        "\u2068A\u2069 takes 75.0% of the spend and brings 83.3% of the conversions; "
        "CPA runs from EUR 15.00 (\u2068A\u2069) to EUR 25.00 (\u2068B\u2069)"
    )
    assert plain(dollar["headline"]) == "\u2068C\u2069 spent USD 900.00 for 9 conversions"
    assert dollar["accounts"]["has_total"] is False


def test_platforms_with_several_accounts_are_added_up() -> None:
    accounts = [
        account([row(0, cost=10)], name="A"),
        account([row(0, cost=20)], name="B"),
        account([row(0, cost=25)], name="C", platform=Platform.META_ADS),
    ]
    made = view(facts(*accounts), PlainWording())
    assert not isinstance(made, Omitted)
    rows = made["blocks"][0]["platforms"]["rows"]
    assert [(line["name"], line["under"], line["cost"]) for line in rows] == [
        ("Google Ads", "2 accounts", "30.00"),
        ("Meta Ads", "1 account", "25.00"),
    ]


def test_an_account_without_a_row_is_named_and_in_no_table() -> None:
    made = view(facts(account([row(0, cost=10)], name="A"), account([], name="Silent")), PlainWording())
    assert not isinstance(made, Omitted)
    assert plain(made["silence"]) == "\u2068Silent\u2069 (Google Ads) has no row for these days and stands in no table."
    assert [line["name"] for line in made["blocks"][0]["accounts"]["rows"]] == ["A"]
