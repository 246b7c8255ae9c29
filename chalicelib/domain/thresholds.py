"""Every threshold of a report, each with its reason. Money thresholds are in the account's own currency."""

from decimal import Decimal

from chalicelib.domain.currency import units_to_a_dollar

# How much a report gathers.
MAX_GATHERED_ROWS = 300_000
"""Daily rows of all accounts together: ten accounts of 480 campaigns over a month and the month before. Measured: such a report needs
1.0 GB of render's 1,769 MB, and on half a core 2 of its 5 minutes; far beyond it a worker dies, and can't say why."""

# Comparing with the period before.
MIN_COMPARED_DAYS = 5
"""Fewer pairs of days get no verdict: at 4 the 95 % t quantile is 3.2 and one odd day decides alone."""

SMALLEST_CLEAR_CHANGE = Decimal("0.005")
"""Less is no change that a reader would act on, however alike the days are: a CPC of 0.90 after 0.90 is not called worse."""

FRESH_DAYS = 3
"""Platforms book conversions on the click's day for days afterwards; figures read this soon after a period are the least settled."""

# Volatility (spec: quiet < 30 ≤ normal < 60 ≤ volatile).
BASELINE_DAYS = 28
"""Four whole weeks, so that every weekday counts equally in the baseline."""
MIN_BASELINE_DAYS = 14
"""Two whole weeks: with less the baseline is one week's accident."""
VOLATILITY_NORMAL = Decimal(30)
VOLATILITY_VOLATILE = Decimal(60)
VOLATILITY_CAP = Decimal(100)

# Ad Baseline Index (spec: 40 / 30 / 30; ≥ 70 above, 40–69 at, < 40 below).
ABI_WEIGHT_EFFICIENCY = Decimal("0.40")
ABI_WEIGHT_WASTE = Decimal("0.30")
ABI_WEIGHT_HEADROOM = Decimal("0.30")
ABI_ABOVE = 70
ABI_AT = 40
ABI_CPA_BEST = Decimal(1)
ABI_CPA_WORST = Decimal(100)
ABI_WASTE_WORST = Decimal("0.50")
ABI_HEADROOM_FULL_FROM = Decimal("0.10")
ABI_HEADROOM_FULL_TO = Decimal("0.25")
ABI_HEADROOM_NONE = Decimal("0.60")
ABI_CONFIDENCE_MEDIUM = 30
"""Campaign-days. About four campaigns over a week: the usual smallest sample whose mean is near normal."""
ABI_CONFIDENCE_HIGH = 100
"""Campaign-days. At 100 a mean's standard error is a tenth of the spread between campaign-days."""

# Waste (spec).
WASTE_PER_RANK_LOST = Decimal("0.30")
WASTE_CAP = Decimal("0.50")
WASTE_SPEND_WITHOUT_CONVERSION = Decimal(50)
"""Of a currency whose unit is worth between a dime and some dollars; of others see `waste_spend_without_conversion`."""
WASTE_CPA_TIMES_MEDIAN = Decimal(2)


def waste_spend_without_conversion(currency: str) -> Decimal:
    """What a campaign may spend without a conversion: 50, times ten for every ten units that a US dollar buys of the currency.

    50 in euros, 5,000 in yen, 500,000 in dong: about 5 to 50 dollars in all of them (decision 18). Yen 50 would be every campaign.
    """
    return WASTE_SPEND_WITHOUT_CONVERSION * units_to_a_dollar(currency)


# Targets (spec: more than 10 % better is a win, more than 10 % worse a concern, exactly 10 % neither).
TARGET_MARGIN = Decimal("0.10")
TARGET_ROWS = 24
"""Targets in the pacing table: with the charts above it, one page. The organization's and the accounts' own come first."""
PACE_CHARTS = 3
"""Charts of what adds up towards a target: one row of them."""
FINDINGS = 3
"""Wins, and concerns, that a report names (spec: the top three of each)."""

# Anomalies by day.
ANOMALY_DEVIATIONS = Decimal("3.5")
"""Robust standard deviations from the median: the cut-off of Iglewicz and Hoaglin (How to Detect and Handle Outliers, 1993)."""
MAD_TO_DEVIATION = Decimal("1.4826")
"""A normal distribution's standard deviation ÷ its median absolute deviation."""
LABELLED_DAYS = 3
"""Days that a small chart has room to name at their marks."""
ANOMALY_DAYS = {"quiet": 2, "normal": 4, "volatile": 10}
"""Days told by band: the more volatile a period, the more of its days have a story (spec)."""

# Weeks.
CONTEXT_WEEKS = 13
"""A quarter of weeks before the period (spec)."""
RANGE_WEEKS = 4
"""Weeks before from which their range is worth telling: with fewer any value leaves it soon."""

# How much a page shows.
TABLE_BUDGETS = {"weekly_check_in": 10}
"""Rows of a campaign table by template: ten leave a weekly's table on one page; the rest is summed into one row."""
TABLE_BUDGET_MOST = 25
"""Rows that a campaign table may grow to until those it names carry half of the spend: one page of table. Beyond, no row says much."""
TABLE_BUDGET = 25
"""Rows of a campaign table in any other template: one page of table."""
QUIET_TABLE_BUDGET = 6
"""A quiet period has less to say (spec: quiet: shorter lists)."""
NAMED_MOVERS = 2
"""Campaigns that the first page names as movers of a change; the insights have the longer list."""
NAMED_TIED = 3
"""Campaigns that a heading names where they moved a metric equally far; more are counted."""
LOG_ROWS = 60
"""Entries of the activity log: two a day of a month, three pages. What is beyond is counted."""
LOG_CHARACTERS = 500
"""Of an entry's text: six lines. The log has it in full."""
EFFECT_DAYS = 7
"""Days after a decision that are held against as many before it: each weekday once on both sides."""
WASTE_ROWS = 8
"""Campaigns in the list of waste: behind the eighth there is seldom a tenth of it."""
MOVERS = 4
"""Campaigns named as drivers of a change; the rest are summed: with that sum, what a reader compares at a glance."""
NOTES = 3
"""Campaigns named under one rule of the list of what to look at: a list that names all points at none."""
NAMED_ACCOUNTS = 3
"""Accounts that a sentence or the cover names; more are counted there and named in full at the report's end."""
NAMED_DAYS = 4
"""Missing days that a sentence names; more are counted there and drawn at the report's end."""
MATERIAL_SHARE = Decimal("0.05")
"""A campaign is worth naming from 5 % of its currency's spend: below it, fixing it moves the total by less than the noise of a week."""
BUDGET_LIMITED = Decimal("0.10")
"""Budget-lost impression share from which more budget buys more impressions: where the ABI's full headroom begins."""

# How much a visibility report shows. What is left out is summed, and is in the report's results.
PAST_RUNS = 12
"""Past runs in the trend: a year of months or a quarter of weeks, each with room for its day."""
VOICES = 10
"""Businesses by share of voice: the brand and nine others, what a reader ranks at a glance."""
OTHERS_NAMED = 6
"""Businesses off the list of competitors that are worth knowing of."""
CATEGORIES = 8
"""Categories: with the grid above it and the voices below, one page of where the brand stands."""
CITED_DOMAINS = 10
"""Sites by citations; behind the tenth, most have one or two."""
PROMPTS_PER_STANDING = {"won": 8, "behind": 8, "contested": 8, "lost": 12, "open": 6, "unanswered": 3}
"""Prompts listed by standing: most of those that are lost, where there is something to do; about two pages at most."""
PROMPTS_IN_APPENDIX = 60
"""Prompts beyond those budgets that get a line each: with them every prompt of a 50 × 8 report is printed."""
APPENDIX_CHARACTERS = 104
"""Of a prompt in that list: one line."""
PROMPT_CHARACTERS = 160
"""Of a prompt in a table: three lines. The results have it in full."""
