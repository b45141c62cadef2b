"""What differs between environments comes from environment variables."""

from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def begins_with(*schemes: str) -> AfterValidator:
    def check(url: str) -> str:
        if not url.startswith(schemes):
            raise ValueError(f"must begin with {' or '.join(schemes)}")
        return url

    return AfterValidator(check)


class CommonSettings(BaseSettings):
    """What the API and the dashboard both read; blank counts as unset."""

    model_config = SettingsConfigDict(env_ignore_empty=True, validate_default=True)

    environment: Literal["dev", "staging", "production"] = "dev"
    debug: bool = False
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("debug")
    @classmethod
    def off_in_production(cls, debug, info):
        if debug and info.data.get("environment") == "production":
            raise ValueError("must be off in production")
        return debug

    @field_validator("database_url", "redis_url", "api_url", mode="before", check_fields=False)
    @classmethod
    def default_is_for_dev(cls, url, info):
        is_default = url == cls.model_fields[info.field_name].default
        if is_default and info.data.get("environment", "dev") != "dev":
            raise ValueError("must be set outside of dev")
        return url


class Settings(CommonSettings):
    """What the API reads. Without Redis it caches nothing, and events stay in a process."""

    database_url: Annotated[str, begins_with("postgresql+psycopg://", "sqlite://")] = (
        "sqlite:///stockroom.db"
    )
    redis_url: Annotated[str, begins_with("redis://", "rediss://")] | None = None


AnySettings = TypeVar("AnySettings", bound=CommonSettings)


def load(kind: type[AnySettings]) -> AnySettings:
    """Reads the settings. An error names all that is wrong, and no value: URLs hold passwords."""
    try:
        return kind()
    except ValidationError as error:
        faults = [f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors()]
    raise RuntimeError("In the environment: " + "; ".join(faults) + ".")
