"""Doors: what the doors that callers come through, HTTP and MCP, share: who may come in, what is asked and answered, errors."""
