"""MCP: the agents' door."""
