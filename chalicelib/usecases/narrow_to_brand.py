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
    asks_for_another = wanted.brand_id not in {None, caller.allowed_brand_id}
    return None if asks_for_another else replace(wanted, brand_id=caller.allowed_brand_id)
