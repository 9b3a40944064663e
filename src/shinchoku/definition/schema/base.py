"""What all keys of report.toml are made of: bounds, and what is said of each key."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

PATTERNS = {  # how a text must be written -> what that is called in messages
    r"^[^\W\d_][\w-]*$": "id",
    "^[0-9A-Fa-f]{6}$": "color",
    r"^[\w.-]+$": "round_id",
    r"^[^.\s]+\.[^.\s]+$": "column_of",
    "^(0[1-9]|[1-3][0-9]|4[0-7])[0-9]{4}$": "area_code",
    r"^https?://\S+$": "web_address",
}
_ID, _COLOR, ROUND_ID, COLUMN_OF, AREA_CODE, WEB_ADDRESS = PATTERNS

Id = Annotated[str, Field(pattern=_ID, max_length=40)]
Text = Annotated[str, Field(max_length=8000)]
ShortText = Annotated[str, Field(max_length=255)]
Code = Annotated[str, Field(min_length=1, max_length=40)]
Color = Annotated[str, Field(pattern=_COLOR)]
Share = Annotated[float, Field(ge=0, lt=1)]
Percent = Annotated[float, Field(ge=0, le=1000)]
Margin = Annotated[float, Field(ge=5, le=100)]
Size = Annotated[float, Field(ge=5, le=16)]
Width = Annotated[float, Field(ge=1, le=60)]
Year = Annotated[int, Field(ge=1868, le=9000)]


class Spec(BaseModel):
    """A table of report.toml."""

    # Only the whole is built: its parts are then compiled once, and at start-up nothing else.
    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, allow_inf_nan=False, defer_build=True
    )


def either(*ways: list[str]) -> ConfigDict:
    """Return what makes an editor ask for the keys of one of some ways to say a table."""
    return ConfigDict(json_schema_extra={"anyOf": [{"required": [*keys]} for keys in ways]})


def key(says: str, example: object, **more: Any) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Return what a key is: what it says, an example, its default and bounds."""
    return Field(description=says, examples=[example], **more)
