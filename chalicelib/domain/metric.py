"""Metric: a figure of a report, how it is made from totals, and which direction is good."""

from decimal import Decimal
from enum import StrEnum

from chalicelib.domain.totals import Totals
from chalicelib.domain.translation import translatable


class Metric(StrEnum):
    """Additive ones are sums over days; the others are ratios of two sums."""

    SPEND = "spend"
    IMPRESSIONS = "impressions"
    CLICKS = "clicks"
    CONVERSIONS = "conversions"
    CONVERSION_VALUE = "conversion_value"
    CTR = "ctr"
    CONVERSION_RATE = "conversion_rate"
    VALUE_PER_CONVERSION = "value_per_conversion"
    CPC = "cpc"
    CPA = "cpa"
    ROAS = "roas"

    @property
    def label(self) -> str:
        """What a page calls it: a message."""
        return _LABELS[self]

    @property
    def in_a_sentence(self) -> str:
        """The same within a sentence: `spend`, `CPA`; a message."""
        return _RUNNING[self]

    @property
    def is_ratio(self) -> bool:
        """Whether it is a quotient of two sums."""
        return self in _RATIOS

    @property
    def is_money(self) -> bool:
        """Whether it is an amount in the currency."""
        return self in _MONEY

    @property
    def is_share(self) -> bool:
        """Whether it is a fraction that prints as a percentage."""
        return self in (Metric.CTR, Metric.CONVERSION_RATE)

    @property
    def good_direction(self) -> int:
        """1: more is better, −1: less is better, 0: neither (spend is a decision, volume without it says nothing)."""
        return _GOOD.get(self, 0)

    @property
    def formula(self) -> str:
        """How it is made of the daily rows' fields: `Σ cost ÷ Σ clicks`."""
        fields = _RATIOS[self] if self in _RATIOS else (_ADDITIVE[self],)
        return " ÷ ".join(f"Σ {field}" for field in fields)

    def parts(self, totals: Totals) -> tuple[Decimal, Decimal]:
        """Numerator and divisor; an additive metric's divisor is 1."""
        if self in _RATIOS:
            numerator, divisor = _RATIOS[self]
            return Decimal(getattr(totals, numerator)), Decimal(getattr(totals, divisor))
        return Decimal(getattr(totals, _ADDITIVE[self])), Decimal(1)

    def of(self, totals: Totals) -> Decimal | None:
        """Its value, or None where the divisor is zero."""
        numerator, divisor = self.parts(totals)
        return numerator / divisor if divisor else None


_LABELS = {
    Metric.SPEND: translatable("Spend"),
    Metric.IMPRESSIONS: translatable("Impressions"),
    Metric.CLICKS: translatable("Clicks"),
    Metric.CONVERSIONS: translatable("Conversions"),
    Metric.CONVERSION_VALUE: translatable("Conversion value"),
    Metric.CTR: translatable("CTR"),
    Metric.CONVERSION_RATE: translatable("Conversion rate"),
    Metric.VALUE_PER_CONVERSION: translatable("Value per conversion"),
    Metric.CPC: translatable("CPC"),
    Metric.CPA: translatable("CPA"),
    Metric.ROAS: translatable("ROAS"),
}
_RUNNING = {
    Metric.SPEND: translatable("spend"),
    Metric.IMPRESSIONS: translatable("impressions"),
    Metric.CLICKS: translatable("clicks"),
    Metric.CONVERSIONS: translatable("conversions"),
    Metric.CONVERSION_VALUE: translatable("conversion value"),
    Metric.CTR: translatable("CTR"),
    Metric.CONVERSION_RATE: translatable("conversion rate"),
    Metric.VALUE_PER_CONVERSION: translatable("value per conversion"),
    Metric.CPC: translatable("CPC"),
    Metric.CPA: translatable("CPA"),
    Metric.ROAS: translatable("ROAS"),
}
_ADDITIVE = {
    Metric.SPEND: "cost",
    Metric.IMPRESSIONS: "impressions",
    Metric.CLICKS: "clicks",
    Metric.CONVERSIONS: "conversions",
    Metric.CONVERSION_VALUE: "conversion_value",
}
_RATIOS = {
    Metric.CTR: ("clicks", "impressions"),
    Metric.CONVERSION_RATE: ("conversions", "clicks"),
    Metric.VALUE_PER_CONVERSION: ("conversion_value", "conversions"),
    Metric.CPC: ("cost", "clicks"),
    Metric.CPA: ("cost", "conversions"),
    Metric.ROAS: ("conversion_value", "cost"),
}
_GOOD = {
    Metric.CONVERSIONS: 1,
    Metric.CONVERSION_VALUE: 1,
    Metric.CTR: 1,
    Metric.CONVERSION_RATE: 1,
    Metric.VALUE_PER_CONVERSION: 1,
    Metric.ROAS: 1,
    Metric.CPA: -1,
    Metric.CPC: -1,
}
_MONEY = (Metric.SPEND, Metric.CONVERSION_VALUE, Metric.CPC, Metric.CPA, Metric.VALUE_PER_CONVERSION)
