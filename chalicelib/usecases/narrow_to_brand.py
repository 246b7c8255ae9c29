"""Narrow a list to a brand: of a caller who is restricted to one, lists leave the rest out."""

from dataclasses import replace

from chalicelib.domain.caller import Caller
from chalicelib.usecases.ports.region_configs import RegionConfigFilter
from chalicelib.usecases.ports.reports import ReportFilter
from chalicelib.usecases.ports.scheduled_reports import ScheduledReportFilter


def narrowed[Filter: (ReportFilter, RegionConfigFilter, ScheduledReportFilter)](wanted: Filter, caller: Caller) -> Filter | None:
    """The filter with the caller's brand in it; None where it asks for another, of which the caller is shown nothing."""
    if caller.allowed_brand_id is None:
        return wanted
    return replace(wanted, brand_id=caller.allowed_brand_id) if caller.sees(wanted.brand_id or caller.allowed_brand_id) else None
