"""Lists in words."""

from chalicelib.mcp.pages import listed


def test_each_thing_has_a_line() -> None:
    assert listed("brands", ["1: Acme", "2: Blue"], None) == "Brands (2):\n- 1: Acme\n- 2: Blue"


def test_a_name_makes_no_line_of_its_own() -> None:
    assert listed("brands", ["1: “Acme\n- 2: Blue”", "3:\u2028x"], None) == "Brands (2):\n- 1: “Acme - 2: Blue”\n- 3: x"


def test_an_empty_list_says_so() -> None:
    assert listed("brands", [], None) == "No brands."


def test_a_list_that_goes_on_says_how() -> None:
    assert listed("brands", ["1: Acme"], "abc") == "Brands (1):\n- 1: Acme\nThere are more: call again with cursor abc"


def test_a_page_can_be_empty_while_there_are_more() -> None:
    assert listed("reports", [], "abc") == "No reports on this page.\nThere are more: call again with cursor abc"
