"""Accept: which of two kinds of answer a client would rather have (RFC 9110, 12.5.1)."""

from email.message import Message


def prefers_json(accept: str, *, over: str) -> bool:
    """Whether an `Accept` header names JSON, and ranks the media type `over` no higher. What only a wildcard covers is not named."""
    ranks = dict(_rank(part) for part in accept.split(","))
    rank = ranks.get("application/json", 0)
    return rank > 0 and rank >= ranks.get(over, 0)


def _rank(part: str) -> tuple[str, float]:
    message = Message()
    message["Content-Type"] = part.strip()
    try:
        rank = float(str(message.get_param("q", "1")))
    except ValueError:
        rank = 0
    return message.get_content_type(), rank if 0 <= rank <= 1 else 0
