"""Templates, laid over one another."""

from typing import Any

type Template = dict[str, Any]

_INTRINSIC_PREFIXES = ("Fn::", "Ref", "Condition")


def merged(below: Any, above: Any) -> Any:
    """`below` with `above` laid over it: dictionaries merge key by key, and all else (lists, references, functions) is replaced whole.

    Chalice's own merge can't replace a dictionary: of two references it makes one with two keys.
    """
    if not isinstance(below, dict) or not isinstance(above, dict) or _is_intrinsic(below) or _is_intrinsic(above):
        return above
    return below | {key: merged(below[key], value) if key in below else value for key, value in above.items()}


def _is_intrinsic(value: Template) -> bool:
    return len(value) == 1 and next(iter(value)).startswith(_INTRINSIC_PREFIXES)
