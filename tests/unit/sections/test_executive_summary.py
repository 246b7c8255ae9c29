from dataclasses import replace

from chalicelib.domain.ad_account import Platform
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Omitted
from chalicelib.sections.executive_summary import view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import account, facts, row
from tests.fakes.targets import target


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


def lede(*accounts: AccountFacts) -> list[str]:
    made = view(facts(*accounts), PlainWording())
    return [plain(sentence).translate({0x2068: None, 0x2069: None}) for sentence in made["lede"]]


def test_with_days_missing_the_answer_says_what_it_compares() -> None:
    rows = [row(n, cost=100, conversions=10 if n < 0 else 11) for n in range(-7, 7) if n != -4]
    assert (
        headline(account(rows)) == "77 conversions for EUR 700.00, at a CPA of EUR 9.09; conversions +10.0% on 6 of 7 days (66 against 60)"
    )
    assert lede(account(rows))[:2] == ["Changes compare 6 of 7 days.", "CPA fell 9.1% (EUR 9.09 against EUR 10.00)."]


def test_the_periods_own_missing_days_are_told_first() -> None:
    assert lede(account([row(0, cost=5, conversions=1)]))[:2] == [
        "There is no data for 6 of 7 days (Thu 16, Fri 17, Sat 18, Sun 19 and 2 more).",
        "There is no day of 2026-04-08 to 2026-04-14 to compare with.",
    ]


def test_an_account_without_a_row_is_named_on_the_first_page() -> None:
    rows = [row(n, cost=100, conversions=10) for n in range(-7, 7)]
    silent = account([], name="Meta DE", platform=Platform.META_ADS)
    told = "Meta DE (Meta Ads) has no data for these days and is in none of the figures."
    assert lede(account(rows), silent)[0] == told
    assert not any("account-days" in sentence for sentence in lede(account(rows), silent))
    dollars = account([row(0, cost=1)], name="B", currency="USD")
    assert lede(account(rows), silent, dollars)[0] == told


def test_noise_has_no_drivers_and_a_tie_is_named() -> None:
    noise = [row(n, name, conversions=10 + (n * 5 + (n >= 0)) % 4) for n in range(-7, 7) for name in "abc"]
    assert not any("moved most" in sentence for sentence in lede(account(noise)))
    tie = [row(n, name, conversions=1 if n < 0 else 2) for n in range(-7, 7) for name in "abc"]
    assert "Conversions moved most in Campaign a (+7), Campaign b (+7) and Campaign c (+7); all campaigns together: +21." in lede(
        account(tie)
    )


def test_a_dear_campaign_is_told_in_plain_words() -> None:
    rows = [row(0, "a", cost=10, conversions=5), row(0, "b", cost=10, conversions=5), row(0, "c", cost=10, conversions=1)]
    assert lede(account(rows))[-1] == (
        "First place to look: Campaign c spent EUR 10.00 at a CPA of EUR 10.00, 5.00 times that of the median campaign."
    )


def test_what_is_off_its_target_is_named_at_most_three_of_each() -> None:
    rows = [row(n, cost=100, conversions=5, impressions=1000, clicks=50) for n in range(7)]
    targets = (target("spend", 500), target("cpa", 30), target("conversions", 20), target("ctr", "0.02"), target("impressions", 5000))
    made = view(replace(facts(account(rows)), targets=targets), PlainWording())
    told = [plain(sentence) for sentence in made["lede"]]
    assert told[-2:] == [
        "Better than target: CTR (150.0% over target), conversions (75.0% over target) and impressions (40.0% over target).",
        "Worse than target: spend (40.0% over budget).",
    ]
    without = view(facts(account(rows)), PlainWording())
    assert not [sentence for sentence in without["lede"] if "target" in plain(sentence)]
