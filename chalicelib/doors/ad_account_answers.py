"""How ad accounts are answered."""

from typing import Literal

from chalicelib.domain.ad_account import AdAccount, Platform
from chalicelib.doors.call import AnswerModel, Instant


class AdAccountAnswer(AnswerModel):
    """An ad account."""

    object: Literal["ad_account"] = "ad_account"
    id: str
    account_name: str
    platform: Platform
    external_account_id: str
    currency: str
    timezone: str
    brand_id: str | None
    created_at: Instant
    updated_at: Instant


def ad_account_answer(account: AdAccount) -> AdAccountAnswer:
    """An ad account as it is answered."""
    return AdAccountAnswer.model_validate(account, from_attributes=True)
