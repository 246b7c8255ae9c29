"""Made once: a request whose earlier attempt died after its write is answered with what that one made."""

from collections.abc import Callable

from chalicelib.domain.errors import AlreadyMade


def made_once[T](find: Callable[[], T | None], make: Callable[[], T], *, resumes: bool) -> T:
    """What an earlier attempt made, or else what this one makes. `find` reads the new thing by the id that it is to have.

    It is looked for first only where an earlier attempt may have made it (`resumes`): the world may have changed since, and a check
    that holds no longer is no reason to say that it was not made.
    """
    if resumes and (made := find()) is not None:
        return made
    try:
        return make()
    except AlreadyMade:
        found = find()
        if found is None:
            raise
        return found
