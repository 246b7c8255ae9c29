"""One answer, read whole."""

import time

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.answer_analysis import BrandNames, Business, Sentiment, Tag
from chalicelib.domain.citation import Citation
from tests.fakes.answers import Analysed, analyse

ACME = BrandNames("Acme Coffee", "https://acmecoffee.com", ("Acme",))
BEAN = BrandNames("Beanhouse", aliases=("Bean House",))
CUPS = BrandNames("Cupsy", "https://cupsy.io")
ANSWER = """Two stand out:

| Shop | Why |
|--|--|
| **Beanhouse** | Cheap, but slow. |
| Acme Coffee | The best beans. |
| [Brewtown](https://www.brewtown.com/menu) | New. |

Bean House is near. Acme's staff is great ([acmecoffee.com](https://acmecoffee.com/?utm_source=openai)).
"""
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).map(BrandNames)
MARKDOWN = st.lists(
    st.sampled_from(
        [
            *"*_`[]()<>|#-!&;:\\~\n ",
            "Acme",
            "](https://acme.com/Acme",
            "\n    ",
            "<!--",
            "<![",
            "```",
            "| a |\n|--|\n",
            "&#0;",
            "[^1]:",
            "京",
        ]
    )
).map("".join)


def test_businesses_are_ranked_by_first_mention_and_counted() -> None:
    cited = [Citation.of("https://acmecoffee.com/?utm_source=openai", "Acme"), Citation.of("https://acmecoffee.com/")]
    assert analyse(ANSWER, cited, ACME, [BEAN, CUPS]) == Analysed(
        businesses=(
            Business("Beanhouse", None, Tag.COMPETITOR, rank=1, mentions=2),
            Business("Acme Coffee", "https://acmecoffee.com", Tag.MY_BRAND, rank=2, mentions=2),
            Business("Brewtown", "https://brewtown.com", Tag.OTHER, rank=3, mentions=1),
        ),
        brand_appears=True,
        rank=2,
        sentiment=Sentiment.POSITIVE,
        citations=(Citation("https://acmecoffee.com/", "acmecoffee.com", "Acme"),),
    )


def test_an_absent_brand_has_neither_rank_nor_sentiment() -> None:
    analysis = analyse("Beanhouse is great.", [], ACME, [BEAN])
    assert (analysis.brand_appears, analysis.rank, analysis.sentiment) == (False, None, None)


def test_an_empty_answer_names_nobody() -> None:
    assert analyse("", [], ACME, [BEAN]) == Analysed((), brand_appears=False, rank=None, sentiment=None, citations=())


@given(st.text() | MARKDOWN, NAMES, st.lists(NAMES, max_size=3))
def test_any_text_and_any_name_can_be_read(answer: str, brand: BrandNames, competitors: list[BrandNames]) -> None:
    analysis = analyse(answer, [], brand, competitors)
    assert [business.rank for business in analysis.businesses] == list(range(1, len(analysis.businesses) + 1))
    assert (analysis.rank is None) is (not analysis.brand_appears)


@given(
    st.text(max_size=60),
    st.sampled_from(["https://acme.com/{}", "http://x.org/?q={}", "[here](https://a.io/{})", "x@{}.com", "www.x.com/{}#{}"]),
)
def test_a_name_inside_an_address_never_counts(around: str, address: str) -> None:
    brand = BrandNames("Qwertzuiop", "https://qwertzuiop.example")
    prose = around.replace("\\", "").replace("[", "").replace("`", "")
    assert not analyse(f"{prose} {address.replace('{}', 'qwertzuiop')} {prose}", [], brand, []).brand_appears


@given(
    st.sampled_from(["Keeper", "Acme", "1Password", "Notion"]),
    st.sampled_from(["I use {} daily.", "{}", "a {} of", "- {} is", "x{}", "{}of", "Red {}"]),
)
def test_bold_and_a_possessive_never_take_a_mention_away(name: str, sentence: str) -> None:
    brand = BrandNames(name)
    plain = analyse(sentence.format(name), [], brand, []).brand_appears
    for written in (f"{name}'s", f"{name}’s", f"**{name}**", f"**{name}**'s", f"__{name}__"):
        with_it = analyse(sentence.format(written), [], brand, []).brand_appears
        assert with_it or not plain, written


def test_a_long_answer_with_many_names_takes_milliseconds() -> None:
    many = [BrandNames(f"Shop{letter} House", f"https://shop{letter}.com") for letter in "abcdefghijklmnopqrstuvwxyzäöü"]
    answer = ANSWER * 20
    analyse(answer, [], ACME, many)
    own_cpu = []
    for _ in range(5):
        start = time.process_time()
        analyse(answer, [], ACME, many)
        own_cpu.append(time.process_time() - start)
    assert len(answer) > 5000
    assert min(own_cpu) < 0.15  # some 15 ms; the rest is for a busy machine
