"""All settings: `CCHC_…` variables or `.env`. The README's table is made from the descriptions here."""

import secrets
from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.database import is_database_url
from storage.refusals import Refusal


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="CCHC_", env_file=".env", extra="ignore", env_ignore_empty=True)

    database_url: str = Field(
        "sqlite:///data/cchc.db", description="Database: `sqlite:///path` or `postgresql://user:password@host/name`"
    )
    agency: str = Field("Sở Mẫu", description="Name of the department, as citizens know it")
    telegram_token: SecretStr | None = Field(
        None, description="Token from @BotFather; with it the bot serves Telegram and demo mode is off"
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="Root address of the Bot API, for a Bot API server of your own"
    )
    telegram_rate: float = Field(30, gt=0, description="Messages a second over all Telegram chats")
    telegram_chat_rate: float = Field(1, gt=0, description="Messages a second to one Telegram chat")
    public_url: str = Field(
        "", description="https address under which this bot is reached from outside; Telegram then uses a webhook"
    )
    web_host: str = Field("127.0.0.1", description="Address the web server listens on; in demo mode always 127.0.0.1")
    web_port: int = Field(8080, ge=0, le=65535, description="Port of the web server")
    secret_key: SecretStr | None = Field(
        None, description="Keys all hashes and signed links; made and kept in `data/secret.key` when absent"
    )
    data_dir: Path = Field(Path("data"), description="Folder of the secret key, when there is no `CCHC_SECRET_KEY`")

    @field_validator("database_url")
    @classmethod
    def _usable(cls, value: str) -> str:
        if not is_database_url(value):
            raise ValueError("needs sqlite:///path or postgresql://user:password@host/name")
        return value

    @field_validator("public_url", "telegram_api_url")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 32:
            raise ValueError("needs at least 32 characters")
        return value

    @property
    def demo(self) -> bool:
        """No token and no public address: nobody but the person at this machine can be meant."""
        return self.telegram_token is None and not self.public_url

    def secret(self) -> bytes:
        """The secret key; made on first use. Refuses with `setup.key` where it cannot be kept."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value().encode()
        path = self.data_dir / "secret.key"
        try:
            if not path.exists():
                _make_key(path)
            return path.read_text("ascii").strip().encode()
        except OSError as error:
            raise Refusal("setup.key", place=str(self.data_dir), reason=error.strerror or "") from None


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written whole under another name first: two processes starting at once end up with one key.
    draft = path.with_suffix(f".{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48), "ascii")
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
