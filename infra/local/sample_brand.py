"""The demo's brand: a made-up roaster whose prompts the recorded answers know word for word, so that its report shows what one can be."""

from typing import Any, Final

BRAND: Final[dict[str, Any]] = {
    "name": "Acme Coffee Roasters",
    "website": "https://acmecoffee.example",
    "brand_aliases": ["Acme Coffee"],
    "competitors": [{"name": "Blue Anchor"}, {"name": "Northwind Roast"}, {"name": "Casa Lumen"}, {"name": "Fjord Kaffe"}],
    "categories": ["Recommendation", "Price", "Comparison", "Business"],
    "country": "US",
    "language": "English",
}
REGION_CONFIG: Final[dict[str, Any]] = {
    "name": "United States",
    "country": "United States",
    "language": "English",
    "ai_platforms": ["chatgpt", "chatgpt_search", "claude", "claude_search", "perplexity", "gemini", "grok", "ai_overviews"],
}
SCHEDULE: Final[dict[str, Any]] = {"name": "Acme weekly visibility", "frequency": "weekly", "timezone": "America/New_York"}

_PROMPTS: Final = {
    "Recommendation": (
        "What is the best coffee roaster for espresso at home?",
        "What are the best specialty coffee roasters?",
        "Best coffee beans for beginners",
        "Best light roast coffee for pour over",
    ),
    "Price": ("What is the cheapest good coffee by the kilo?", "Best coffee gifts under 50 euros"),
    "Comparison": (
        "Acme Coffee Roasters vs Blue Anchor: which is better?",
        "What are alternatives to Blue Anchor coffee?",
        "Which coffee subscription should I get?",
    ),
    "Business": (
        "Who supplies coffee to restaurants?",
        "Which coffee service should we choose for an office of 60 people?",
        "Best coffee supplier for hotels",
    ),
}
PROMPTS: Final = {
    "prompts": [{"prompt_text": text, "category": category} for category, texts in _PROMPTS.items() for text in texts],
}
