"""Currency: ISO 4217 codes in use as money, the digits of their minor unit, and the order of magnitude of a unit's worth.

Source: ISO 4217 List One (SIX Group, the maintenance agency) as of 2026: with SLE, VED, XCG, ZWG; without ANG, BGN, CUC, HRK, SLL
and ZWL, which were withdrawn. Fund codes, precious metals, `XTS` and `XXX` are left out: nobody is billed for ads in them.
"""

from difflib import get_close_matches

_BY_MINOR_UNITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    2: """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK
    DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK
    LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR
    RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED
    VES WST XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
}
_MINOR_UNITS = {code: digits for digits, codes in _BY_MINOR_UNITS.items() for code in codes.split()}
# Units to a US dollar, as an order of magnitude: the largest power of ten that is not above market rates of 2026, rounded down where a
# rate has been on both sides of it. Only an order: it must stay true for years, and to compare amounts by it would be wrong.
_BY_UNITS_TO_A_DOLLAR = {
    10: """
    AFN ALL BTN BWP CUP CVE CZK DOP EGP ERN GHS GMD HNL INR KGS LSL MDL MKD MRU MUR MVR MXN MZN NAD NIO PHP RUB SCR SLE SRD STN SZL
    THB TRY TWD UAH UYU ZAR ZMW ZWG
    """,
    100: """
    AMD AOA BDT CLP CRC DJF DZD ETB GYD HTG HUF ISK JMD JPY KES KMF KPW KZT LKR LRD NPR PKR RSD SDG SOS SYP VED VES VUV XAF XOF XPF
    YER
    """,
    1_000: "ARS BIF CDF COP GNF IQD KHR KRW MGA MMK MNT MWK NGN PYG RWF SSP TZS UGX",
    10_000: "IDR IRR LAK LBP UZS VND",
}
_UNITS_TO_A_DOLLAR = {code: units for units, codes in _BY_UNITS_TO_A_DOLLAR.items() for code in codes.split()}
CODES = tuple(sorted(_MINOR_UNITS))


def is_currency(code: str) -> bool:
    """Whether `code` is one of these, in capitals."""
    return code in _MINOR_UNITS


def minor_units(code: str) -> int:
    """How many decimal digits the currency's minor unit has: 2 for EUR, 0 for JPY, 3 for KWD. KeyError for what is none of these."""
    return _MINOR_UNITS[code]


def units_to_a_dollar(code: str) -> int:
    """The order of magnitude of what a US dollar buys of the currency: 1 for EUR, 100 for JPY, 10,000 for VND; 1 for an unknown one."""
    return _UNITS_TO_A_DOLLAR.get(code, 1)


def similar_currencies(code: str) -> list[str]:
    """Up to three codes that may have been meant, the likeliest first."""
    return get_close_matches(code.strip().upper(), sorted(_MINOR_UNITS), n=3, cutoff=0.6)
