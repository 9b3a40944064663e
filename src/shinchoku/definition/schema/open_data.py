"""What report.toml says of the round's open data."""

from typing import Annotated

from pydantic import Field

from shinchoku.definition.schema.base import (
    AREA_CODE,
    COLUMN_OF,
    WEB_ADDRESS,
    ShortText,
    Spec,
    key,
)

WebAddress = Annotated[str, Field(pattern=WEB_ADDRESS, max_length=500)]


class OpenDataSpec(Spec):
    """The open data that `publish` writes: whose they are, and on what terms.

    They are made without this table, too, with what is known.
    """

    code: Annotated[str, Field(pattern=AREA_CODE)] | None = key(
        "全国地方公共団体コード, six digits. Files' names begin with it.", "131016", default=None
    )
    name: ShortText | None = key(
        "What the authority is called in the data. Without it, `round.issuer`.",
        "みらい市",
        default=None,
    )
    title: ShortText | None = key(
        "What the data are called. Without it, the report's title.",
        "実施計画 {era}年度の進捗状況",
        default=None,
    )
    contact: ShortText | None = key(
        "Whom users of the data may ask. Without it, nobody is named.",
        "企画課 03-0000-0000",
        default=None,
    )
    url: WebAddress | None = key(
        "The page on which the data are published.",
        "https://www.city.example.jp/opendata",
        default=None,
    )
    licence: ShortText | None = key(
        "The terms of use. `CC-BY-4.0`, `CC0-1.0`, `PDL-1.0` (公共データ利用規約) and `OGL-UK-3.0` are known; any other needs `licence_url`.",
        "CC-BY-4.0",
        default=None,
    )
    licence_url: WebAddress | None = key(
        "Where the terms of use stand. Known licences have their own.",
        "https://www.city.example.jp/opendata/terms",
        default=None,
    )
    figures: list[Annotated[str, Field(pattern=COLUMN_OF)]] = key(
        "Columns of texts that state figures (`計8か所`). Beside each text the data have the number, its unit and its date, where a program finds exactly one number in it.",
        ["indicators.target", "indicators.actual"],
        default=[],
    )
