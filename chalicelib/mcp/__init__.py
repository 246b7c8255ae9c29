"""MCP: the agents' door to the reports pipeline, a server of the Model Context Protocol without sessions: a message in, its answer out.

The tools are doors to the use cases that HTTP has too, and say what they take and answer with the same models. HTTP itself, keys and
limits are `chalicelib.api.agents`'. The protocol is the official SDK's, which takes more than half a second of CPU to import: only `server`
and `exchange` do, and only they are imported where a message is answered.
"""

from chalicelib.domain.errors import RateLimitExceeded
from chalicelib.doors.call import Call, NoQuery, Reply
from chalicelib.mcp.message import Malformed, Message, read, refusal


def called_tool(raw: bytes) -> str | None:
    """The name of the tool that a message calls; None where it calls none, or is no message."""
    message = read(raw)
    return message.tool if isinstance(message, Message) else None


def starts_paid_work(tool: str) -> bool:
    """Whether a call of this tool, which need not be there, starts paid work."""
    from chalicelib.mcp.tools import TOOLS

    return tool in TOOLS and TOOLS[tool].paid


def answer(call: Call[bytes, NoQuery], full: RateLimitExceeded | None) -> Reply:
    """The answer to one message. `full`: the caller's minute, which whatever tool the message calls then says in its result."""
    message = read(call.body)
    if isinstance(message, Malformed):
        return refusal(message)
    from chalicelib.mcp.exchange import exchange

    return exchange(call, full)


__all__ = ["answer", "called_tool", "starts_paid_work"]
