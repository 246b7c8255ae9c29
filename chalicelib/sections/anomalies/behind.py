"""What stands behind an unusual day: the campaign that strayed furthest from its own mean in the same direction."""

from chalicelib.domain import thresholds
from chalicelib.domain.anomaly import Stray
from chalicelib.domain.prose import Prose, shortened
from chalicelib.domain.section import Wording


def behind(stray: Stray | None, currency: str, wording: Wording) -> Prose:
    """`Brand: +€900.10 against its mean of the 28 days`; for a day whose CPA alone is unusual, of conversions."""
    if stray is None:
        return ()
    metric, difference = stray.metric, stray.difference
    figure = wording.signed_money(difference, currency) if metric.is_money else wording.signed_count(difference)
    return (
        shortened(stray.campaign_name),
        f": {figure}{'' if metric.is_money else ' ' + metric.label.lower()} against its mean of the {thresholds.BASELINE_DAYS} days",
    )
