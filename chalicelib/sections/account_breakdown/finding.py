"""The finding of the breakdown: who takes how much of the spend and brings how much of the conversions."""

from collections.abc import Sequence

from chalicelib.domain import thresholds
from chalicelib.domain.ad_account import AccountIdentity
from chalicelib.domain.prose import Prose, listed, plural, shortened
from chalicelib.domain.section import Wording
from chalicelib.domain.totals import Totals
from chalicelib.sections.ranked_table import Line


def finding(lines: Sequence[Line], currency: str, wording: Wording) -> Prose:
    """`Acme takes 62.1 % of the spend and brings 70.4 % of the conversions; CPA runs from €12.10 (Acme) to €45.30 (Beta)`."""
    whole = sum((line.now for line in lines), Totals())
    first = lines[0]
    if len(lines) == 1:
        spent = wording.money(first.now.cost, currency)
        return (shortened(first.name), f" spent {spent} for {plural_count(first.now, wording)}")
    if not whole.cost:
        return (f"{plural(len(lines), 'account')} ran without cost",)
    takes: Prose = (shortened(first.name), f" takes {wording.percent(first.now.cost / whole.cost)} of the spend")
    if not whole.conversions:
        return takes
    brings = wording.percent(first.now.conversions / whole.conversions)
    return (*takes, f" and brings {brings} of the conversions", *_range(lines, currency, wording))


def silence(identities: Sequence[AccountIdentity]) -> Prose:
    """`Meta DE (Meta Ads) has no data for these days and is in no table.`"""
    if not identities:
        return ()
    shown = identities[: thresholds.NAMED_ACCOUNTS]
    names: list[Prose] = [(shortened(identity.account_name), f" ({identity.platform.label})") for identity in shown]
    if len(identities) > len(shown):
        names.append((plural(len(identities) - len(shown), "more account"),))
    return (*listed(names), " has" if len(identities) == 1 else " have", " no row for these days and stands in no table.")


def plural_count(totals: Totals, wording: Wording) -> str:
    """`1 conversion`, `12.5 conversions`."""
    return f"{wording.count(totals.conversions)} {'conversion' if totals.conversions == 1 else 'conversions'}"


def _range(lines: Sequence[Line], currency: str, wording: Wording) -> Prose:
    by_cpa = sorted(((cpa, line.name) for line in lines if (cpa := line.now.cpa) is not None), key=lambda pair: pair[0])
    if len(by_cpa) < 2 or by_cpa[0][0] == by_cpa[-1][0]:
        return ()
    (low, cheapest), (high, dearest) = by_cpa[0], by_cpa[-1]
    ends = wording.money(low, currency), wording.money(high, currency)
    return (f"; CPA runs from {ends[0]} (", shortened(cheapest, 28), f") to {ends[1]} (", shortened(dearest, 28), ")")
