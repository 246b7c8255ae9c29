from chalicelib.engines.wire.overview import Block, markdown


def test_paragraphs_headings_and_lists_keep_the_pages_order() -> None:
    blocks: list[Block] = [
        {"type": "paragraph", "snippet": "Acme and Blue Anchor are popular.", "reference_indexes": [0]},
        {"type": "heading", "snippet": "Good for espresso"},
        {
            "type": "list",
            "list": [
                {"title": "Acme Coffee:", "snippet": "balanced blends", "reference_indexes": [1]},
                {"snippet": "Blue Anchor", "list": [{"snippet": "bright"}, {"snippet": "fruity"}]},
            ],
        },
    ]
    assert markdown(blocks) == (
        "Acme and Blue Anchor are popular.\n\n### Good for espresso\n\n"
        "- **Acme Coffee:** balanced blends\n- Blue Anchor\n  - bright\n  - fruity"
    )


def test_tables_and_comparisons_become_tables() -> None:
    table = {"type": "table", "table": [["Roaster", "Price"], ["Acme", "€9"]]}
    comparison = {
        "type": "comparison",
        "product_labels": ["Acme", "Blue Anchor"],
        "comparison": [{"feature": "Roast", "values": ["dark", "light"]}],
    }
    assert markdown([table]) == "| Roaster | Price |\n| --- | --- |\n| Acme | €9 |"
    assert markdown([comparison]) == "|  | Acme | Blue Anchor |\n| --- | --- | --- |\n| Roast | dark | light |"


def test_what_is_folded_away_is_part_of_the_answer() -> None:
    folded = {"type": "expandable", "title": "For milk drinks", "text_blocks": [{"type": "paragraph", "snippet": "Casa Lumen."}]}
    assert markdown([folded]) == "### For milk drinks\n\nCasa Lumen."


def test_blocks_without_words_leave_nothing() -> None:
    assert markdown([{"type": "heading"}, {"type": "list"}, {"type": "table"}, {"type": "video", "snippet": ""}, {}]) == ""
