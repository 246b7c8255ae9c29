"""Wiring of white labels."""

from functools import cache

from chalicelib.usecases.read_white_label import ReadWhiteLabel
from chalicelib.usecases.remove_logo import RemoveLogo
from chalicelib.usecases.set_logo import SetLogo
from chalicelib.usecases.update_white_label import UpdateWhiteLabel
from chalicelib.wiring.clients import documents
from chalicelib.wiring.process import clock, random
from chalicelib.wiring.scheduling import read_brand
from chalicelib.wiring.stores import white_labels


@cache
def read_white_label() -> ReadWhiteLabel:
    """Read a white label."""
    return ReadWhiteLabel(white_labels(), read_brand())


@cache
def update_white_label() -> UpdateWhiteLabel:
    """Update a white label."""
    return UpdateWhiteLabel(white_labels(), read_white_label(), clock)


@cache
def set_logo() -> SetLogo:
    """Set a logo: the one use case of the API that pays for Pillow."""
    from chalicelib.adapters import pictures

    return SetLogo(documents(), pictures, read_white_label(), update_white_label(), random)


@cache
def remove_logo() -> RemoveLogo:
    """Remove a logo."""
    return RemoveLogo(documents(), update_white_label())
