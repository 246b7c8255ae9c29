"""What docs/agents.md says is what is there."""

import json
import re
import tomllib

import pytest

from chalicelib.domain.scope import ALL_SCOPES
from chalicelib.mcp.schemas import input_schema
from chalicelib.mcp.tools import TOOLS
from tests.architecture.test_imports import ROOT

PAGE = (ROOT / "docs" / "agents.md").read_text()
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
ROWS = {cells[1].strip().strip("`"): cells for row in PAGE.splitlines() if len(cells := row.split("|")) == 6}


@pytest.mark.parametrize(("language", "block"), [block for block in BLOCKS if block[0] in {"json", "toml"}])
def test_every_configuration_can_be_read(language: str, block: str) -> None:
    read = json.loads(block) if language == "json" else tomllib.loads(block)
    assert "/api/mcp/reports" in str(read)


def test_every_tool_is_told_with_what_it_takes() -> None:
    assert {name: set(re.findall(r"`(\w+)`", ROWS[name][2])) for name in TOOLS} == {
        name: set(input_schema(tool)["properties"]) - {"limit", "cursor"} for name, tool in TOOLS.items()
    }


def test_every_scope_is_one() -> None:
    assert set(re.findall(r"`((?:read|write):[a-z-]+)`", PAGE)) <= ALL_SCOPES
    assert {tool.scope for tool in TOOLS.values()} <= set(re.findall(r"`((?:read|write):[a-z-]+)`", PAGE)) | {"read:reports"}
