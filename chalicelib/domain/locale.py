"""Locale: the languages and regions that a report can be written for, as BCP 47 tags (`de`, `en-GB`, `es-419`).

They follow from the catalogues of a report's words. The regions are those of Unicode CLDR (https://cldr.unicode.org, as in Babel 2.18);
what takes requests carries no Babel, so they stand here for English and in each catalogue for its language. A test holds them to Babel's.
"""

from difflib import get_close_matches
from functools import cache

from chalicelib import catalogues

DEFAULT = "en_GB"
"""Where nobody chose."""

_ENGLISH = (
    "001 150 AE AG AI AS AT AU BB BE BI BM BS BW BZ CA CC CH CK CM CX CY CZ DE DG DK DM ER ES FI FJ FK FM FR GB GD GG GH GI "
    "GM GS GU GY HK HU ID IE IL IM IN IO IT JE JM KE KI KN KY LC LR LS MG MH MO MP MS MT MU MV MW MY NA NF NG NL NO NR NU "
    "NZ PG PH PK PL PN PR PT PW RO RW SB SC SD SE SG SH SI SK SL SS SX SZ TC TK TO TT TV TZ UG UM US VC VG VI VU WS ZA ZM "
    "ZW"
)


@cache
def locales() -> tuple[str, ...]:
    """Every tag, sorted."""
    regions = {"en": tuple(_ENGLISH.split())} | {language: catalogues.regions(language) for language in catalogues.languages()}
    return tuple(sorted(tag for language, found in regions.items() for tag in (language, *(f"{language}-{one}" for one in found))))


def canonical(tag: str) -> str | None:
    """The tag in its own spelling, whatever case it came in; None for one that no report can be written for."""
    language, _, region = tag.partition("-")
    spelled = f"{language.lower()}-{region.upper()}" if region else tag.lower()
    return spelled if spelled in locales() else None


def similar(tag: str) -> list[str]:
    """Up to three tags that may have been meant."""
    language, _, region = tag.strip().replace("_", "-").partition("-")
    spelled = f"{language.lower()}-{region.upper()}" if region else language.lower()
    return [spelled] if spelled in locales() else get_close_matches(spelled, locales(), n=3, cutoff=0.6)


def written(tag: str | None) -> str:
    """How a report for this tag is written, as Babel names it: `de-AT` is `de_AT`, in German with figures and dates as in Austria."""
    return DEFAULT if tag is None else tag.replace("-", "_")
