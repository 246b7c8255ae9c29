"""Endpoint: an address of an operator's, and whether a key may be sent to it."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def checked_endpoint(endpoint: str, *, has_secret: bool) -> str:
    """The address, if it is an https one, or a plain one that no key is sent to, or on this machine. ValueError for any other."""
    parts = urlsplit(endpoint)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise ValueError("the endpoint must be an http(s) address without credentials or query")
    if parts.scheme == "http" and has_secret and not _is_here(parts.hostname):
        raise ValueError("the endpoint must be https: a key would be sent to it in the clear")
    return endpoint


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
