"""The settings of Zalo: of the Official Account, of its rating messages, and of the Bot Platform."""

from collections.abc import Mapping

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings

# What a field of a rating template may hold. Applicants' names are not stored, so none can be sent.
RATING_VALUES = ("code", "procedure", "agency", "received", "returned")
_OF_THE_ACCOUNT = ("zalo_app_id", "zalo_app_secret", "zalo_oa_id", "zalo_oa_secret_key")


def read_rating_fields(text: str) -> Mapping[str, str]:
    """`ma_ho_so=code; thu_tuc=procedure`: field of the template → what it holds. Raises ValueError."""
    pairs = [pair.partition("=") for pair in text.split(";") if pair.strip()]
    fields = {name.strip(): value.strip() for name, _, value in pairs}
    if len(fields) < len(pairs) or not all(fields) or set(fields.values()) - set(RATING_VALUES):
        raise ValueError("no fields of a template")
    return fields


class ZaloSettings(BaseSettings):
    zalo_app_id: str = Field(
        "", description="Zalo: ID of the application at developers.zalo.me that the account trusts"
    )
    zalo_app_secret: SecretStr | None = Field(None, description="Zalo: the application's secret key (Khóa bí mật)")
    zalo_oa_id: str = Field(
        "",
        description="Zalo: ID of the Official Account; with the four of these the bot serves it and demo mode is off",
    )
    zalo_oa_secret_key: SecretStr | None = Field(
        None,
        validate_default=True,
        description="Zalo: the key that signs what the webhook gets (OA Secret Key, on the application's page); "
        "not the application's secret",
    )
    zalo_verifier: str = Field(
        "",
        description="Zalo: name of the file by which Zalo proves whose address this is (`zalo_verifier….html`); "
        "the bot shows it",
    )
    zalo_phone_is_own: bool = Field(
        True,
        description="Zalo: whether a number shared in Zalo's form counts as the sender's own and opens its dossiers",
    )
    zalo_link_days: int = Field(
        7, ge=1, le=30, description="Zalo: days for which the link to a file opens it that Zalo does not carry"
    )
    zalo_callback_url: str = Field(
        "",
        description="Zalo: the callback address, exactly as the application names it; `CCHC_PUBLIC_URL` when absent",
    )
    zalo_code_verifier: SecretStr | None = Field(
        None, description="Zalo: the code verifier, where the application's page fixes one; otherwise made each time"
    )
    zalo_api_url: str = Field("https://openapi.zalo.me", description="Zalo: root address of the account's API")
    zalo_oauth_url: str = Field("https://oauth.zaloapp.com", description="Zalo: root address of its permissions")
    zalo_business_url: str = Field(
        "https://business.openapi.zalo.me", description="Zalo: root address of messages by phone number and of ratings"
    )
    zalo_rate: float = Field(
        60, gt=0, description="Zalo: requests a second to the account's API; it allows 4,000 a minute"
    )
    zalo_rating_template: str = Field(
        "", description="Zalo: ID of the approved rating template; with it people are asked to rate by that message"
    )
    zalo_rating_fields: str = Field(
        "ma_ho_so=code; thu_tuc=procedure",
        description="Zalo: fields of the rating template, each with what it holds: " + ", ".join(RATING_VALUES),
    )
    zalo_rating_by_phone: bool = Field(
        False,
        description="Zalo: whether an import also asks by phone number those who do not follow the account; "
        "each such message costs, and no number is kept",
    )
    zalo_rating_trial: bool = Field(
        False, description="Zalo: messages by phone number as a trial, to the application's administrators only, unpaid"
    )
    zalo_bot_token: SecretStr | None = Field(
        None, description="Token of a bot of the Zalo Bot Platform; with it the bot serves that, and demo mode is off"
    )
    zalo_bot_api_url: str = Field(
        "https://bot-api.zaloplatforms.com", description="Root address of the Zalo Bot Platform"
    )
    zalo_bot_rate: float = Field(10, gt=0, description="Messages a second over the Zalo Bot Platform")

    @field_validator("zalo_oa_secret_key")
    @classmethod
    def _all_of_the_account(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        """Some of the four would be a channel that is silently not served."""
        given = {**info.data, info.field_name or "": value}
        missing = [name for name in _OF_THE_ACCOUNT if not given.get(name)]
        if missing and len(missing) < len(_OF_THE_ACCOUNT):
            names = ", ".join(f"CCHC_{name}".upper() for name in missing)
            raise PydanticCustomError("zalo_incomplete", "zalo_incomplete", {"names": names})
        return value

    @field_validator("zalo_rating_fields")
    @classmethod
    def _readable_fields(cls, value: str) -> str:
        try:
            read_rating_fields(value)
        except ValueError:
            allowed = {"values": ", ".join(RATING_VALUES)}
            raise PydanticCustomError("no_rating_fields", "no_rating_fields", allowed) from None
        return value

    @field_validator("zalo_api_url", "zalo_oauth_url", "zalo_business_url", "zalo_bot_api_url")
    @classmethod
    def _root(cls, value: str) -> str:
        return value.rstrip("/")

    @property
    def serves_zalo_account(self) -> bool:
        return bool(self.zalo_app_id)

    @property
    def zalo_account_url(self) -> str:
        """Opens the account's chat; empty where there is none."""
        return f"https://zalo.me/{self.zalo_oa_id}" if self.serves_zalo_account else ""

    @property
    def rating_fields(self) -> Mapping[str, str]:
        return read_rating_fields(self.zalo_rating_fields)
