"""Narrators: the ways of asking a language model for other words, one of which an operator may turn on."""
