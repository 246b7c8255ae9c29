"""Draws the golden pages anew: look at the difference before it is committed."""

from tests.golden.pages import HERE, drawn

for old in HERE.glob("*.png"):
    old.unlink()
for name, picture in drawn().items():
    (HERE / name).write_bytes(picture)
    print(name)
