from time import process_time

import pytest

from chalicelib.imports.table import UnreadableFile, read_table


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_header_tells_the_delimiter(delimiter: str, end: str) -> None:
    table = read_table(
        end.join(delimiter.join(cells) for cells in [("date", "cost", "name"), ("1", "2,3;4" if delimiter == "\t" else "2", "x")])
    )
    assert table.columns == ("date", "cost", "name")
    assert [len(record.cells) for record in table.records] == [3]


def test_a_record_knows_the_line_on_which_it_begins() -> None:
    text = 'date,name\n\n1,"two\nlines"\n,,\n2,b\n'
    assert [(record.line, record.cells[0]) for record in read_table(text).records] == [(3, "1"), (6, "2")]


def test_column_names_are_read_as_people_write_them() -> None:
    assert read_table('DATE, Campaign  Name ,"cost"').columns == ("date", "campaign_name", "cost")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("\n , \n", "empty"),
        ("date,cost,Date\n", "more than once: date"),
        ('date,cost\n1,2\n3,"4\n5,6\n', "from line 3 on"),
        ('date,cost\n1,"2"x\n', "from line 2 on"),
        ("date,cost\n1," + "x" * 200_000, "from line 2 on"),
    ],
)
def test_what_is_no_table_says_why(text: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_table(text)


def test_a_header_of_very_many_columns_is_read_in_no_time() -> None:
    """4 MB of header are a million names: what looks through all of them for each would take until the function's time-out."""
    began = process_time()
    assert len(read_table(",".join(f"c{number}" for number in range(30_000))).columns) == 30_000
    assert process_time() - began < 3
