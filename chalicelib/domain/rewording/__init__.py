"""Rewording: a report's prose in a language model's words, where nothing that it says is more, less or other than the rules' own."""
