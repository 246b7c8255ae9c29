"""`python -m infra.packaging --stage=prod`: writes dist/template.json, the zips that it names, and dist/manifest.json."""

import argparse
import sys
from pathlib import Path

from infra.packaging.building import ROOT
from infra.packaging.failure import PackagingFailed
from infra.packaging.package import package

DIST = ROOT / "dist"


def main() -> int:
    """Says what it wrote; a failure is its own words on stderr, and 1."""
    parser = argparse.ArgumentParser(prog="python -m infra.packaging", description=__doc__)
    parser.add_argument("--stage", default="dev")
    parser.add_argument("--dist", type=Path, default=DIST, help="the folder to write to (default: dist)")
    wanted = parser.parse_args()
    try:
        made = package(wanted.stage, wanted.dist)
    except PackagingFailed as failure:
        print(f"Not packaged: {failure}", file=sys.stderr)
        return 1
    for archive in made.archives:
        print(f"{archive.path.name}  {archive.size / 1e6:.1f} MB, {archive.unzipped / 1e6:.1f} MB unzipped")
    print(made.template)
    return 0


if __name__ == "__main__":
    sys.exit(main())
