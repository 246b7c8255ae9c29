"""Screen page: the page that the PDF is made of, as one file for a browser: its styles and pictures within, no script, no request.

Nothing of what it says is touched, so that it has the PDF's figures. What a page refers to is all in `assets`, and everything that
somebody wrote is escaped in it: no such text can be taken for one of the marks that are replaced here.
"""

import base64
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from chalicelib.usecases.ports.renders import Asset

_THEME = Path(__file__).parent.parent / "templates" / "theme"
_CHARSET = '<meta charset="utf-8">'
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""Content-Security-Policy: a browser fetches and runs nothing, whatever the page says."""


def screen_page(page: str, assets: Mapping[str, Asset]) -> bytes:
    """The file, in UTF-8: the same bytes for the same page."""
    head = (
        f'{_CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n<meta name="viewport" content="width=device-width">'
    )
    page = page.replace(_CHARSET, head, 1).replace("</head>", f"<style>{_stylesheet()}</style>\n</head>", 1)
    for url, asset in assets.items():
        data = f"data:{asset.content_type};base64,{base64.b64encode(asset.content).decode()}"
        page = page.replace(f'src="{url}"', f'src="{data}"').replace(f'url("{url}")', "none")  # a screen has no running heads
    # A table wider than a phone scrolls in its own box.
    return page.replace("<table ", '<div class="scroll"><table ').replace("</table>", "</table></div>").encode()


@cache
def _stylesheet() -> str:
    return "\n".join((_THEME / name).read_text("utf-8") for name in ("print.css", "screen.css"))
