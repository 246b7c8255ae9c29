"""What counts as naming a brand."""

from unicodedata import normalize

import pytest

from chalicelib.domain.answer_analysis import BrandNames
from tests.fakes.answers import analyse

ACME = BrandNames("Acme Coffee", "https://www.acmecoffee.com", ("Acme",))
KEEPER = BrandNames("Keeper", "https://www.keepersecurity.com")
NOTION = BrandNames("Notion", "https://notion.so")
APPLE = BrandNames("Apple", "https://apple.com")
SQUARE = BrandNames("Square", "https://squareup.com")
WISE = BrandNames("Wise", "https://wise.com")
BEST_BUY = BrandNames("Best Buy", "https://bestbuy.com")
BITWARDEN = BrandNames("Bitwarden", "https://bitwarden.com")


def appears(brand: BrandNames, answer: str) -> bool:
    return analyse(answer, [], brand, []).brand_appears


@pytest.mark.parametrize(
    "answer",
    [
        "ACME  COFFEE",
        "acme coffee is nice",
        "Acmé Coffée",
        "acme-coffee",
        "Acme’s beans",
        "an Acme-based shop",
        "**Acme**: beans",
        "_Acme_",
        "`Acme`",
        "~~Acme~~",
        "<b>Acme</b> x",
        "Ac&shy;me",
        "Acme™ and",
        "Acme® and",
        "Acme² says the first note",
        "Acme[^1]",
        "[Acme](https://example.com)",
        "| Shop |\n|--|\n| Acme |",
        "> > Acme",
        "```markdown\n# Acme\n```",
        "Visit acmecoffee.com today.",
        "Visit www.AcmeCoffee.com/menu today.",
        "Go to [acmecoffee.com](https://acmecoffee.com).",
        "Acme\nCoffee",
        "    Acme, far to the right",
    ],
)
def test_a_name_counts_however_it_is_written_or_set(answer: str) -> None:
    assert appears(ACME, answer)


@pytest.mark.parametrize(
    "answer",
    [
        "acmeology",
        "pacme",
        "See https://acmecoffee.com/acme",
        "See http://example.com/?q=Acme and ftp://x.com/Acme",
        "See www.example.com/Acme or example.com/Acme",
        "[shop](https://acmecoffee.com)",
        "<https://acmecoffee.com>",
        "<urn:acme:coffee>",
        '<a href="https://acmecoffee.com">shop</a>',
        "![Acme logo](a.png)",
        "write to hello@acmecoffee.com",
        "read blog.acmecoffee.com",
        "Good ([acmecoffee.com](https://www.acmecoffee.com/x?utm_source=openai))",
        "Good ([x.com](https://x.com/1), [acmecoffee.com](https://acmecoffee.com/2))",
        "Good【4†acme source】",
        "Good[^1]\n\n[^1]: Acme says so",
        "Good.\n\n## Sources\n\n- [Acme](https://acmecoffee.com)",
        "[1]: https://acmecoffee.com 'Acme'",
        "```python\nimport acme\n```",
        "<!-- Acme -->",
    ],
)
def test_a_name_in_another_word_an_address_a_note_or_code_does_not_count(answer: str) -> None:
    assert not appears(ACME, answer)


def test_the_longest_name_is_one_mention() -> None:
    (business,) = analyse("Acme Coffee, or Acme, at acmecoffee.com", [], ACME, []).businesses
    assert business.mentions == 3


def test_a_text_after_the_list_of_sources_counts_again() -> None:
    assert appears(ACME, "## Sources\n\n- x\n\n## Verdict\n\nAcme.")


@pytest.mark.parametrize(
    ("brand", "answer"),
    [
        (KEEPER, "Keeper is solid."),
        (KEEPER, "I like Keeper for teams."),
        (KEEPER, "1. **Keeper** – strong\n2. Dashlane"),
        (KEEPER, "1. Keeper Security – strong"),
        (KEEPER, "KEEPER VS LASTPASS"),
        (KEEPER, "Keeper’s vault is nice."),
        (KEEPER, "Keeper-style vaults are many. I use Keeper."),
        (NOTION, "Use Notion."),
        (NOTION, "## Best Tools: Notion vs Obsidian"),
        (NOTION, "notion.so is where it lives."),
        (NOTION, "Many use the Notion app."),
        (NOTION, "- Notion\n- Evernote"),
        (APPLE, "Apple Pay works."),
        (APPLE, "If you only use Apple devices"),
        (SQUARE, "Square, Stripe and PayPal"),
        (WISE, "Wise is cheap."),
        (BEST_BUY, "It is sold at Best Buy."),
    ],
)
def test_an_ordinary_word_counts_where_it_is_used_as_a_name(brand: BrandNames, answer: str) -> None:
    assert appears(brand, answer)


@pytest.mark.parametrize(
    ("brand", "answer"),
    [
        (KEEPER, "A good keeper remembers; a zoo-keeper too."),
        (KEEPER, "Keeper of the keys, he was."),
        (KEEPER, "Keepers of the flame."),
        (NOTION, "The notional value, and the notion of time."),
        (NOTION, "Notion of time is odd."),
        (NOTION, "The Notion of Time in Modern Physics"),
        (NOTION, "see https://notion.so/Notion and notion.example.com"),
        (APPLE, "Apple pie is best."),
        (APPLE, "Two recipes:  1) Apple pie and  2) Apple juice"),
        (APPLE, "Bake an Apple Pie With Cinnamon"),
        (APPLE, "The Big Apple is New York."),
        (SQUARE, "Meet at Times Square. Square feet matter."),
        (WISE, "Wise choice! It is wise to wait."),
        (BEST_BUY, "the best buy for the money"),
    ],
)
def test_an_ordinary_word_does_not_count_where_it_is_a_word(brand: BrandNames, answer: str) -> None:
    assert not appears(brand, answer)


@pytest.mark.parametrize(
    ("name", "answer", "expected"),
    [
        ("AT&T", "AT&amp;T is big", True),
        ("Marks & Spencer", "marks and spencer", True),
        ("McDonald's", "McDonalds’ fries", True),
        ("Ørsted", "orsted", True),
        ("Citroen", "CITROËN", True),
        ("Straße", "STRASSE", True),
        ("C++", "C++ rocks", True),
        ("7-Eleven", "7 eleven", True),
        ("1Password", "11Password", False),
        ("Node", "Node.js", False),
        ("Dropbox", "Use dropbox.com now", True),
        ("Яндекс", "ЯНДЕКС’а", True),
        ("資生堂", "私は資生堂が好き", True),
        ("ソニー", "ソニーは良い", True),
        ("ソニー", "ソニーズ", False),
        ("バンク", "ハンクは", False),
        ("삼성", "삼성은 좋다", True),
        ("삼성", "삼성전자는", False),
        ("삼성", normalize("NFD", "삼성은"), True),
        (normalize("NFD", "삼성"), "삼성은", True),
        ("삼성", "옛삼성", False),
        ("नोशन", "नोशन अच्छा है", True),
        ("Bitwarden", "Bitwardenは無料", True),
        ("Bitwarden", "使用Bitwarden管理密码", True),
        ("Bitwarden", "Bitwarden을 추천", True),
        ("Bitwarden", "Ｂｉｔｗａｒｄｅｎ", True),
        ("Bitwarden", "使用https://x.com/bitwarden了解", False),
        ("京东", "在京东购买", True),
    ],
)
def test_every_script_has_its_own_word_borders(name: str, answer: str, expected: bool) -> None:  # noqa: FBT001
    assert appears(BrandNames(name), answer) is expected


def test_a_name_that_two_brands_bear_is_the_first_ones() -> None:
    analysis = analyse("Acme!", [], ACME, [BrandNames("ACME")])
    assert [(business.tag.value, business.rank) for business in analysis.businesses] == [("my_brand", 1)]
