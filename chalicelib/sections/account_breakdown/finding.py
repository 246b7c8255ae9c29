"""The finding of the breakdown: who takes how much of the spend and brings how much of the conversions."""

from collections.abc import Sequence

from chalicelib.domain.ad_account import AccountIdentity
from chalicelib.domain.prose import Prose, shortened
from chalicelib.domain.section import Wording
from chalicelib.domain.totals import Totals
from chalicelib.domain.translation import Value
from chalicelib.sections.accounts_named import accounts_named
from chalicelib.sections.ranked_table import Line


def finding(lines: Sequence[Line], currency: str, wording: Wording) -> Prose:
    """`Acme takes 62.1 % of the spend and brings 70.4 % of the conversions; CPA runs from €12.10 (Acme) to €45.30 (Beta)`."""
    whole = sum((line.now for line in lines), Totals())
    first = lines[0]
    if len(lines) == 1:
        spent = wording.money(first.now.cost, currency)
        return wording.say_many(
            "{account} spent {spent} for {number} conversion",
            "{account} spent {spent} for {number} conversions",
            first.now.conversions,
            account=shortened(first.name),
            spent=spent,
        )
    if not whole.cost:
        return wording.say_many("{number} account ran without cost", "{number} accounts ran without cost", len(lines))
    taken: dict[str, Value] = {"account": shortened(first.name), "takes": wording.percent(first.now.cost / whole.cost)}
    if not whole.conversions:
        return wording.say("{account} takes {takes} of the spend", **taken)
    brings = wording.percent(first.now.conversions / whole.conversions)
    told = wording.say("{account} takes {takes} of the spend and brings {brings} of the conversions", **taken, brings=brings)
    span = _range(lines, currency, wording)
    return wording.clauses([told, span]) if span else told


def silence(identities: Sequence[AccountIdentity], wording: Wording) -> Prose:
    """`Meta DE (Meta Ads) has no row for these days and stands in no table.`"""
    if not identities:
        return ()
    return wording.say_many(
        "{accounts} has no row for these days and stands in no table.",
        "{accounts} have no row for these days and stand in no table.",
        len(identities),
        accounts=accounts_named(identities, wording),
    )


def _range(lines: Sequence[Line], currency: str, wording: Wording) -> Prose:
    by_cpa = sorted(((cpa, line.name) for line in lines if (cpa := line.now.cpa) is not None), key=lambda pair: pair[0])
    if len(by_cpa) < 2 or by_cpa[0][0] == by_cpa[-1][0]:
        return ()
    (low, cheapest), (high, dearest) = by_cpa[0], by_cpa[-1]
    return wording.say(
        "CPA runs from {low} ({cheapest}) to {high} ({dearest})",
        low=wording.money(low, currency),
        cheapest=shortened(cheapest, 28),
        high=wording.money(high, currency),
        dearest=shortened(dearest, 28),
    )
