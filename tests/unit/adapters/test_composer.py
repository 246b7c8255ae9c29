from dataclasses import replace

import pytest

from chalicelib.adapters.composer import compose
from tests.fakes import report_facts


def test_what_a_user_wrote_is_escaped_and_isolated() -> None:
    html = compose(report_facts.facts([report_facts.account(campaigns=['<script>alert("x")</script> & Söhne', "B"])]))
    assert "<script" not in html
    assert '<bdi class="campaign">&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; Söhne</bdi>' in html


def test_a_title_of_its_own_is_escaped_and_takes_its_own_direction() -> None:
    html = compose(report_facts.facts(title="<b>تقرير</b>"))
    assert '<h1 dir="auto" class="title">&lt;b&gt;تقرير&lt;/b&gt;</h1>' in html
    assert "<title>&lt;b&gt;تقرير&lt;/b&gt;</title>" in html


def test_a_name_can_not_turn_the_direction_of_the_page() -> None:
    campaigns = ["Brand \u202eturned", "B \u2069\u2066 C", "D \u200f marked"]
    html = compose(report_facts.facts([report_facts.account("Acme \u202e", campaigns=campaigns)], title="Report \u202e for us"))
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(html)
    assert "Brand turned" in html
    assert "D \u200f marked" in html


def test_sections_come_in_the_order_that_was_asked_for() -> None:
    html = compose(report_facts.facts(sections=("footer", "top_campaigns")))
    assert html.index('class="section footer"') < html.index('class="section top-campaigns"')
    assert 'class="masthead' not in html
    assert html.count("<h1") == 1


def test_sections_that_are_left_out_for_one_reason_are_told_in_one_place() -> None:
    facts = report_facts.facts()
    html = compose(replace(facts, accounts=(replace(facts.accounts[0], rows=()),)))
    assert html.count("left-out") == 1
    assert "Ad Baseline Index, Headline metrics, Top campaigns, Insights: left out" in html
    assert "There is no data for 15" in html


def test_the_same_facts_make_the_same_page() -> None:
    assert compose(report_facts.facts()) == compose(report_facts.facts())


def test_an_unknown_section_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        compose(report_facts.facts(sections=("nothing",)))


def test_a_section_with_nothing_to_tell_is_not_told_of() -> None:
    html = compose(report_facts.facts(sections=("cover", "account_breakdown", "footer")))
    assert "Account breakdown" not in html
    assert "left-out" not in html
