"""Packaging: from what `chalice package` makes to what is deployed."""
