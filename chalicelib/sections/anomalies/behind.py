"""What stands behind an unusual day: the campaign that strayed furthest from its own mean in the same direction."""

from chalicelib.domain import thresholds
from chalicelib.domain.anomaly import Stray
from chalicelib.domain.prose import Prose, shortened
from chalicelib.domain.section import Wording
from chalicelib.domain.translation import Value


def behind(stray: Stray | None, currency: str, wording: Wording) -> Prose:
    """`Brand: +€900.10 against its mean of the 28 days`; for a day whose CPA alone is unusual, of conversions."""
    if stray is None:
        return ()
    metric, difference = stray.metric, stray.difference
    told: dict[str, Value] = {"campaign": shortened(stray.campaign_name), "days": wording.count(thresholds.BASELINE_DAYS)}
    if metric.is_money:
        figure = wording.signed_money(difference, currency)
        return wording.say("{campaign}: {figure} against its mean of the {days} days", figure=figure, **told)
    counted = {"figure": wording.signed_count(difference), "metric": wording.text(metric.in_a_sentence)}
    return wording.say("{campaign}: {figure} {metric} against its mean of the {days} days", **counted, **told)
