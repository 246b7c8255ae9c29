"""Unheard: what a use case that says what became of things says it to, where nobody asked."""


def unheard(_what: object) -> None:
    """Tells nobody."""
