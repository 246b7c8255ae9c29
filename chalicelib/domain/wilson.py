"""Wilson: a counted share, and how far chance alone may have moved it.

- One share: the score interval (Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 22, 1927).
  With p = count ÷ n and z the 97.5 % quantile of the normal distribution:  ( p + z²÷2n ± z·√( p(1−p)÷n + z²÷4n² ) ) ÷ ( 1 + z²÷n ).
- The difference of two shares of different things: Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, 873–890, method 10).
- The difference of two shares of the same things, seen twice: Newcombe's interval for paired data (ibid., 2635–2650, method 10), which
  knows that the two go together. Both are built from the two Wilson intervals, (l₁, u₁) now and (l₂, u₂) before, d = p₁ − p₂:
  d − √( (p₁−l₁)² − 2φ(p₁−l₁)(u₂−p₂) + (u₂−p₂)² )   to   d + √( (u₁−p₁)² − 2φ(u₁−p₁)(p₂−l₂) + (p₂−l₂)² ),   unpaired with φ = 0.

Everything is in Decimal and unrounded, but for `percent`; shares are fractions 0–1.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Z = Decimal("1.959963984540054")
"""The 97.5 % quantile of the standard normal distribution (NIST/SEMATECH e-Handbook, 1.3.6.7.1, to more digits)."""
_ONE, _ZERO = Decimal(1), Decimal(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, at 95 %."""

    low: Decimal
    high: Decimal

    @property
    def holds_zero(self) -> bool:
        """Whether no difference at all is among what it covers."""
        return self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class Proportion:
    """`count` of `n`."""

    count: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.n:
            raise ValueError(f"{self.count} of {self.n} is no proportion")

    def __add__(self, other: "Proportion") -> "Proportion":
        return Proportion(self.count + other.count, self.n + other.n)

    @property
    def share(self) -> Decimal | None:
        """`count` ÷ `n`; None of nothing."""
        return Decimal(self.count) / self.n if self.n else None

    @property
    def percent(self) -> Decimal | None:
        """The share × 100, to one decimal, half up; None of nothing."""
        return None if self.share is None else (self.share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def interval(self) -> Interval | None:
        """The Wilson interval of the share; None of nothing."""
        return wilson_interval(self.count, self.n) if self.n else None


@dataclass(frozen=True, slots=True)
class PairedCounts:
    """The same things seen twice: in how many it was so `both` times, `only_now`, `only_before`, and `neither` time."""

    both: int
    only_now: int
    only_before: int
    neither: int

    @property
    def n(self) -> int:
        """How many things."""
        return self.both + self.only_now + self.only_before + self.neither

    @property
    def now(self) -> Proportion:
        """Those of which it is so now."""
        return Proportion(self.both + self.only_now, self.n)

    @property
    def before(self) -> Proportion:
        """Those of which it was so before."""
        return Proportion(self.both + self.only_before, self.n)


def wilson_interval(count: int, n: int) -> Interval:
    """The 95 % score interval of `count` of `n`, n ≥ 1; exactly 0 below none and exactly 1 above all."""
    share, z_squared = Decimal(count) / n, Z * Z
    center = share + z_squared / (2 * n)
    half_width = Z * (share * (1 - share) / n + z_squared / (4 * n * n)).sqrt()
    scale = 1 + z_squared / n
    return Interval(
        _ZERO if count == 0 else (center - half_width) / scale,
        _ONE if count == n else (center + half_width) / scale,
    )


def difference_interval(now: Proportion, before: Proportion) -> Interval:
    """The 95 % interval of now − before for shares of different things, each n ≥ 1."""
    return _combined(now, before, _ZERO)


def paired_difference_interval(counts: PairedCounts) -> Interval:
    """The 95 % interval of now − before for the same things seen twice, n ≥ 1."""
    return _combined(counts.now, counts.before, _correlation(counts))


def _combined(now: Proportion, before: Proportion, correlation: Decimal) -> Interval:
    later, earlier = wilson_interval(now.count, now.n), wilson_interval(before.count, before.n)
    p1, p2 = Decimal(now.count) / now.n, Decimal(before.count) / before.n
    below = _joined(p1 - later.low, earlier.high - p2, correlation)
    above = _joined(later.high - p1, p2 - earlier.low, correlation)
    return Interval(p1 - p2 - below, p1 - p2 + above)


def _joined(a: Decimal, b: Decimal, correlation: Decimal) -> Decimal:
    return (a * a - 2 * correlation * a * b + b * b).sqrt()


def _correlation(counts: PairedCounts) -> Decimal:
    """φ of the four-fold table, with Newcombe's continuity correction: n ÷ 2 towards zero where it is positive."""
    now, before, n = counts.now, counts.before, counts.n
    margins = now.count * (n - now.count) * before.count * (n - before.count)
    if not margins:
        return _ZERO
    excess = Decimal(counts.both * counts.neither - counts.only_now * counts.only_before)
    if excess > 0:
        excess = max(excess - Decimal(n) / 2, _ZERO)
    return excess / Decimal(margins).sqrt()
