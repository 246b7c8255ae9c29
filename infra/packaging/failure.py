"""What stops a package from being made."""


class PackagingFailed(Exception):
    """Something would not run on Lambda, or can't be built here; the message says what, and what to do."""
