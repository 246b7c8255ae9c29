"""The words of a report, with a catalogue made here rather than those that translators change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib import catalogues
from chalicelib.adapters.wording import BabelWording
from chalicelib.adapters.words import ENGLISH, translations
from chalicelib.domain.prose import Name, plain
from tests.fakes.plain_wording import PlainWording

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"X-Regions: PT BR\\n"\n\n'
PT = """
msgid "{campaign} took {share}."
msgstr "{share} para {campaign}."

msgctxt "column"
msgid "Share"
msgstr "Participação"

msgid "{number} day"
msgid_plural "{number} days"
msgstr[0] "{number} dia"
msgstr[1] "{number} dias"

msgid "Clicks"
msgstr "Cliques"
"""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "pt.po").write_text(HEAD + PT)
    monkeypatch.setattr(catalogues, "_HERE", tmp_path)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    catalogues.languages.cache_clear()
    translations.cache_clear()


@pytest.mark.usefixtures("made")
def test_a_message_is_said_in_the_report_s_language() -> None:
    wording = BabelWording("pt_BR")
    assert wording.say("{campaign} took {share}.", campaign=Name("A"), share="3 %") == ("3 % para ", Name("A"), ".")
    assert wording.text_in("column", "Share") == "Participação"
    assert wording.text("Share") == "Share"  # means something else without its context


@pytest.mark.usefixtures("made")
def test_a_plural_is_the_language_s_own_and_its_number_as_the_locale_writes_it() -> None:
    wording = BabelWording("pt_BR")
    assert [wording.text_many("{number} day", "{number} days", count) for count in (0, 1, 2, 1200)] == [
        "0 dias",
        "1 dia",
        "2 dias",
        "1.200 dias",
    ]


@pytest.mark.usefixtures("made")
def test_every_region_has_its_language_s_words_and_what_is_in_no_catalogue_is_english() -> None:
    assert [BabelWording(locale).text("Clicks") for locale in ("pt", "pt_BR", "pt_PT", "en_US")] == [
        "Cliques",
        "Cliques",
        "Cliques",
        "Clicks",
    ]
    assert BabelWording("pt_PT").text("Spend") == "Spend"


def test_english_is_the_code_s_own() -> None:
    assert translations("en") is ENGLISH
    assert PlainWording().text_many("{number} day", "{number} days", 1) == "1 day"


@pytest.mark.parametrize(
    ("locale", "written"), [("en_GB", "\u2068A\u2069, b and c"), ("en_US", "\u2068A\u2069, b, and c"), ("ja_JP", "\u2068A\u2069、b、c")]
)
def test_a_list_is_written_as_cldr_has_it(locale: str, written: str) -> None:
    assert plain(BabelWording(locale).listed([Name("A"), "b", ("c",)])) == written


def test_a_list_of_one_or_none_is_itself() -> None:
    assert PlainWording().listed([Name("A")]) == (Name("A"),)
    assert PlainWording().listed([]) == ()


@pytest.mark.parametrize(
    ("locale", "told"),
    [("en_GB", "Acme, Blue or Casa"), ("de", "Acme, Blue oder Casa"), ("fr", "Acme, Blue ou Casa"), ("ja", "Acme、Blue、またはCasa")],
)
def test_alternatives_are_listed_as_the_language_does(locale: str, told: str) -> None:
    assert plain(BabelWording(locale).one_of(["Acme", "Blue", "Casa"])) == told
    assert BabelWording(locale).one_of(["Acme"]) == ("Acme",)


@pytest.mark.parametrize(
    ("timezone", "locale", "place"),
    [
        ("Europe/Berlin", "en_GB", "Berlin"),
        ("Europe/Berlin", "ja", "ベルリン"),
        ("America/New_York", "es", "Nueva York"),
        ("America/Argentina/Buenos_Aires", "de", "Buenos Aires"),
        ("Atlantic/Reykjavik", "de", "Reykjavík"),
        ("Etc/GMT+5", "en_GB", "GMT+5"),
        ("EST5EDT", "en_GB", "EST5EDT"),
    ],
)
def test_a_zone_is_told_by_its_place(timezone: str, locale: str, place: str) -> None:
    assert BabelWording(locale).place(timezone) == place


def test_a_language_has_its_name_in_the_report_s() -> None:
    assert [BabelWording(locale).language_name("German") for locale in ("en_GB", "de", "fr", "ja")] == [
        "German",
        "Deutsch",
        "allemand",
        "ドイツ語",
    ]


@pytest.mark.parametrize(
    ("items", "both", "either"),
    [
        (["Acme", "Iberia"], "Acme e Iberia", "Acme o Iberia"),
        (["Acme", "Blue", "Hilton"], "Acme, Blue e Hilton", "Acme, Blue o Hilton"),
        (["Acme", "Hierro"], "Acme y Hierro", "Acme o Hierro"),
        (["Acme", "Orange"], "Acme y Orange", "Acme u Orange"),
        (["Acme", "Yoigo"], "Acme y Yoigo", "Acme o Yoigo"),
        (["Iberia"], "Iberia", "Iberia"),
    ],
)
def test_spanish_has_no_conjunction_before_its_own_sound(items: list[str], both: str, either: str) -> None:
    wording = BabelWording("es_419")
    assert (plain(wording.listed(items)), plain(wording.one_of(items))) == (both, either)
    if len(items) > 1:
        assert plain(wording.listed([*items[:-1], Name(items[-1])])) == both.removesuffix(items[-1]) + f"\u2068{items[-1]}\u2069"


def test_a_label_inside_a_sentence_is_small_where_its_language_has_it_so() -> None:
    labels = {"en_GB": "Spend", "fr": "Dépenses", "de": "Ausgaben", "ja": "費用"}
    assert [BabelWording(locale).inner(label) for locale, label in labels.items()] == ["spend", "dépenses", "Ausgaben", "費用"]
    assert BabelWording("en_GB").inner("CPA") == "CPA"
