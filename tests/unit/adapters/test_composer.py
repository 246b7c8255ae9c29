import re
from dataclasses import replace
from gettext import NullTranslations
from html import unescape

import pytest

from chalicelib.adapters.composer import _environment, compose
from tests.fakes import report_facts, visibility_facts
from tests.fakes.worn import uploaded, worn


def test_what_a_user_wrote_is_escaped_and_isolated() -> None:
    html = compose(report_facts.facts([report_facts.account(campaigns=['<script>alert("x")</script> & Söhne', "B"])]))
    assert "<script" not in html
    assert '<bdi class="campaign">&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; Söhne</bdi>' in html


def test_the_default_title_is_in_the_report_s_language_and_one_of_its_own_as_it_was_given() -> None:
    facts = replace(report_facts.facts(title="Weekly Check-In (2026-04-15 – 2026-04-21)"), locale="de_DE")
    assert not facts.has_own_title
    assert "<title>Wochenbericht (2026-04-15 – 2026-04-21)</title>" in compose(facts)
    assert "<title>Weekly Check-In</title>" in compose(replace(facts, title="Weekly Check-In"))


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


def test_what_a_white_label_says_is_escaped_wherever_it_is_printed() -> None:
    evil = '"><script>alert(1)</script>'
    wearing = worn(
        uploaded(), company_name=evil, cover_title=evil, cover_subtitle=evil, footer_phone=evil, footer_website=f"https://a.example/{evil}"
    )
    for facts in (report_facts.facts(worn=wearing), visibility_facts.facts(worn=wearing)):
        html = compose(facts)
        assert "<script" not in html
        assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 5


def test_its_cover_texts_take_the_place_of_the_house_s_own_and_the_title_stays_the_document_s() -> None:
    wearing = worn(cover_title="Media report", cover_subtitle="by Brückner")
    html = compose(report_facts.facts(worn=wearing))
    assert '<h1 dir="auto" class="title">Media report</h1>' in html
    assert '<p dir="auto" class="subtitle">by Brückner</p>' in html
    assert '<p class="eyebrow">Weekly Check-In</p>' in html
    assert "<title>Weekly Check-In (2026-04-15 – 2026-04-21)</title>" in html
    html = compose(visibility_facts.facts(worn=wearing))
    assert '<h1 dir="auto" class="title">Media report</h1>' in html
    assert '<p class="eyebrow">AI Visibility · <bdi>Acme Coffee Roasters</bdi></p>' in html


def test_a_title_that_the_caller_gave_a_report_is_its_own_whatever_the_white_label_says() -> None:
    html = compose(report_facts.facts(title="Review of the quarter", worn=worn(cover_title="Media report", cover_subtitle="by Brückner")))
    assert '<h1 dir="auto" class="title">Review of the quarter</h1>' in html
    assert "Media report" not in html
    assert "by Brückner" in html


def test_without_a_white_label_nothing_of_one_is_on_the_page() -> None:
    html = compose(report_facts.facts())
    for trace in ("brand-bar", "contacts", "asset:", "author", "subtitle"):
        assert trace not in html


def test_who_is_to_be_reached_stands_at_the_very_end() -> None:
    html = compose(report_facts.facts(worn=worn(company_name="Brückner", footer_email="a@b.example")))
    assert html.rindex("<section") < html.index('class="contacts"')
    assert '<a href="mailto:a@b.example"><bdi>a@b.example</bdi></a>' in html


def test_beside_a_logo_the_head_of_a_page_has_less_room() -> None:
    title = "Review of everything that happened, " * 7
    logo = worn(uploaded(size=(1200, 200)))
    plain, branded = compose(report_facts.facts(title=title)), compose(report_facts.facts(title=title, worn=logo))
    heads = [html[html.index('class="running-title"') : html.index('class="running-days"')] for html in (plain, branded)]
    assert "…" not in heads[0]
    assert "…" in heads[1]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Brand (+€1,120.00) and Video (−US$80.00)", ["(+€1,120.00", "(−US$80.00"]),
        ("−CHF\u00a01’120.50, +¥5", ["−CHF\u00a01’120.50", "+¥5"]),
        ("+1.120,00\u00a0€ · −3.0\u202f% · a – b & c", []),
    ],
)
def test_no_line_ends_between_a_sign_and_its_currency(text: str, kept: list[str]) -> None:
    macro = _environment(NullTranslations()).from_string('{% from "templates/text.html" import prose %}{{ prose([text]) }}')
    html = macro.render(text=text)
    assert re.findall('<span class="unparted">(.*?)</span>', html) == kept
    assert unescape(re.sub("</?span[^>]*>", "", html)) == text
