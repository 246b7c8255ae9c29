"""120 real answers against a label per brand: `brand_appears`, and a sample of sentiments labelled by hand."""

from collections import Counter

import pytest

from chalicelib.domain.answer_analysis import Sentiment
from tests.fakes.answers import analyse
from tests.fakes.password_managers import ANSWERS, BRANDS, PLATFORMS, answers, rows

# (platform, question, brand): the tone of what the answer says of the brand. Drawn by chance twice, 32 and 32, and labelled by a reader who
# saw the passages and no scores. Negations, warnings and concessions were taught after that: before, 26 and 23 agreed; since, 28 and 24.
TONES = """
chatgpt 19 Dashlane neutral | chatgpt 41 Keeper positive | gemini 18 LastPass negative | gemini 51 Keeper positive
gemini 55 NordPass positive | chatgpt 31 NordPass neutral | gemini 8 NordPass positive | gemini 11 LastPass negative
gemini 4 NordPass negative | chatgpt 50 Keeper positive | gemini 6 Dashlane negative | gemini 4 Dashlane negative
gemini 49 LastPass negative | gemini 33 NordPass positive | gemini 39 Keeper positive | chatgpt 57 Keeper positive
gemini 39 Dashlane neutral | gemini 7 NordPass positive | chatgpt 51 LastPass neutral | chatgpt 33 Dashlane positive
chatgpt 2 Dashlane neutral | gemini 11 Dashlane neutral | chatgpt 16 1Password positive | gemini 2 Bitwarden positive
chatgpt 12 1Password positive | chatgpt 2 Bitwarden positive | gemini 32 1Password positive | chatgpt 44 1Password positive
gemini 50 1Password positive | chatgpt 54 Bitwarden positive | gemini 28 Bitwarden positive | gemini 52 1Password positive
chatgpt 21 Bitwarden positive | chatgpt 21 LastPass negative | chatgpt 29 Keeper positive | chatgpt 31 LastPass negative
chatgpt 32 Bitwarden positive | chatgpt 34 Keeper neutral | chatgpt 36 Keeper positive | chatgpt 40 Dashlane positive
chatgpt 40 LastPass negative | chatgpt 41 1Password positive | chatgpt 43 Bitwarden positive | chatgpt 43 LastPass neutral
chatgpt 59 LastPass negative | chatgpt 7 Dashlane positive | chatgpt 9 Bitwarden positive | chatgpt 9 NordPass neutral
gemini 12 1Password positive | gemini 12 Bitwarden positive | gemini 12 NordPass positive | gemini 19 LastPass neutral
gemini 20 Bitwarden positive | gemini 23 LastPass negative | gemini 34 1Password positive | gemini 34 Dashlane positive
gemini 40 Bitwarden positive | gemini 47 1Password positive | gemini 49 Dashlane positive | gemini 50 Dashlane positive
gemini 52 Bitwarden positive | gemini 56 Dashlane positive | gemini 58 Bitwarden positive | gemini 6 LastPass negative
"""

pytestmark = pytest.mark.skipif(not ANSWERS.is_dir(), reason=f"the real answers are not here: {ANSWERS}")


def test_a_brand_appears_where_its_label_says() -> None:
    outcomes: Counter[tuple[str, bool, bool]] = Counter()
    for platform in PLATFORMS:
        texts = answers(platform)
        for row in rows(f"mentions_{platform}.csv"):
            rivals = [brand for name, brand in BRANDS.items() if name != row["brand"]]
            appears = analyse(texts[row["query_id"]], [], BRANDS[row["brand"]], rivals).brand_appears
            outcomes[row["brand"], appears, row["mention"] == "1"] += 1
            if appears != (row["mention"] == "1"):
                print(f"disagreement: {platform} {row['query_id']} {row['brand']}: {appears}")
    for brand in BRANDS:
        precision, recall = _precision_and_recall(outcomes, {brand})
        print(f"{brand}: precision {precision:.4f}, recall {recall:.4f}, n {_labelled(outcomes, brand)}")
    assert sum(outcomes.values()) == 840
    assert _precision_and_recall(outcomes, set(BRANDS)) == (1.0, 1.0)


def _precision_and_recall(outcomes: Counter[tuple[str, bool, bool]], brands: set[str]) -> tuple[float, float]:
    def count(*, found: bool, labelled: bool) -> int:
        return sum(outcomes[brand, found, labelled] for brand in brands)

    hits = count(found=True, labelled=True)
    return hits / (hits + count(found=True, labelled=False)), hits / (hits + count(found=False, labelled=True))


def _labelled(outcomes: Counter[tuple[str, bool, bool]], brand: str) -> int:
    return outcomes[brand, True, True] + outcomes[brand, False, True]


def test_the_tone_agrees_with_a_reader_more_often_than_not_and_is_seldom_its_opposite() -> None:
    texts = {platform: answers(platform) for platform in PLATFORMS}
    pairs = []
    for line in TONES.replace("\n", "|").split("|"):
        if line.strip():
            platform, question, name, tone = line.split()
            rivals = [brand for brand in BRANDS.values() if brand.name != name]
            pairs.append((analyse(texts[platform][question], [], BRANDS[name], rivals).sentiment, Sentiment(tone)))
    agreed = sum(measured is read for measured, read in pairs)
    opposite = sum({measured, read} == {Sentiment.POSITIVE, Sentiment.NEGATIVE} for measured, read in pairs)
    print(f"sentiment: {agreed} of {len(pairs)} as read, {opposite} opposite")
    assert (agreed, opposite, len(pairs)) == (52, 2, 64)
