"""Section keys: the sections that a body names, each once; which there are is read from their folders when it is asked for."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidatorFunctionWrapHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

from chalicelib import sections
from chalicelib.domain.report import ReportKind
from chalicelib.doors.fields import Unique


@dataclass(frozen=True, slots=True)
class _InRegistry:
    """Keys of sections that a report of this kind can have; None: of any kind, but all of one."""

    kind: ReportKind | None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        checked = core_schema.no_info_after_validator_function(self._checked, handler(source))
        return core_schema.no_info_wrap_validator_function(self._not_too_long, checked)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        keys = self._known()
        return handler(schema) | {"items": {"type": "string", "enum": keys}, "maxItems": len(keys)}

    def _known(self) -> list[str]:
        return [key for key in sections.names() if self.kind is None or not sections.of_another_kind([key], self.kind)]

    @staticmethod
    def _not_too_long(keys: object, read: ValidatorFunctionWrapHandler) -> Any:
        """What has more entries than there are sections repeats some: it is refused before its entries are read."""
        most = len(sections.names())
        if isinstance(keys, list) and len(keys) > most:
            raise PydanticKnownError("too_long", {"field_type": "List", "max_length": most, "actual_length": len(keys)})
        return read(keys)

    def _checked(self, keys: list[str]) -> list[str]:
        unknown = [key for key in keys if key not in sections.names()]
        if unknown:
            context = {"unknown": ", ".join(unknown), "known": ", ".join(self._known())}
            raise PydanticCustomError("unknown_section", "No such section: {unknown}. There are: {known}", context)
        kind = self.kind or sections.load(keys[0]).kind
        other = sections.of_another_kind(keys, kind)
        if other:
            context = {"kind": sections.load(other[0]).kind.value, "other": ", ".join(other)}
            raise PydanticCustomError("section_of_another_kind", "For {kind} reports only: {other}", context)
        return keys


SectionKey = Annotated[str, Field(max_length=100)]
PerformanceSections = Annotated[list[SectionKey], Field(min_length=1), Unique, _InRegistry(ReportKind.PERFORMANCE)]
"""Sections of a performance report, in the order of the document."""

SectionsOfOneKind = Annotated[list[SectionKey], Field(min_length=1), Unique, _InRegistry(None)]
"""Sections of a template, in the order of the document: all for performance reports, or all for visibility reports."""
