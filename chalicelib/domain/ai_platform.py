"""AI platform: one of those that a prompt is put to."""

from enum import StrEnum


class AiPlatform(StrEnum):
    """The value is what the API takes; `label` is what a page prints."""

    CHATGPT = "chatgpt"
    PERPLEXITY = "perplexity"
    AI_OVERVIEWS = "ai_overviews"
    CLAUDE = "claude"
    CHATGPT_SEARCH = "chatgpt_search"
    CLAUDE_SEARCH = "claude_search"
    GEMINI = "gemini"
    GROK = "grok"

    @property
    def label(self) -> str:
        """`Google AI Overviews`: the platform's own spelling."""
        return _LABELS[self]


_LABELS = {
    AiPlatform.CHATGPT: "ChatGPT",
    AiPlatform.PERPLEXITY: "Perplexity",
    AiPlatform.AI_OVERVIEWS: "Google AI Overviews",
    AiPlatform.CLAUDE: "Claude",
    AiPlatform.CHATGPT_SEARCH: "ChatGPT with search",
    AiPlatform.CLAUDE_SEARCH: "Claude with search",
    AiPlatform.GEMINI: "Gemini",
    AiPlatform.GROK: "Grok",
}
DEFAULT_AI_PLATFORMS = (AiPlatform.CHATGPT, AiPlatform.PERPLEXITY)
"""What a region config asks where its maker named none."""
