"""Which round a report is of, its wordings, and what counts as what."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from shinchoku.definition.schema.base import ROUND_ID, Code, Id, ShortText, Spec, Text, Year, key
from shinchoku.words import languages

if TYPE_CHECKING:
    Language = str
else:
    Language = Literal[languages()]


class RoundSpec(Spec):
    """Which round this is, and what departments are told about it."""

    id: Annotated[str, Field(pattern=ROUND_ID, max_length=60)] = key(
        "The name of the round's folder.", "mirai-2031"
    )
    title: ShortText = key("The report's title.", "実施計画 {era}年度末の進捗状況")
    issuer: ShortText = key("Who asks.", "みらい市")
    contact: ShortText = key("Whom to ask, and where to send it.", "企画課（内線 2441）")
    year: Year = key("The year reported on, for `{year}` and `{era}`.", 2022)
    deadline: date = key("The last day for departments.", "2023-05-31")
    issued: date = key(
        "The day on which templates are sent; every workbook bears it.", "2023-04-24"
    )
    language: Language = key(
        "The language of its workbooks: one that there is a catalogue of.", "en", default="ja"
    )
    calendar: Literal["era", "western"] = key(
        "`era` allows `{era}` (平成12, 平成元) in texts.", "era", default="western"
    )


class TextsSpec(Spec):
    """Wordings of the report, each needed only where it is used."""

    continued: ShortText | None = key(
        "Behind a text that goes on from the page before. Needed by levels printed as columns, by citations and by cards.",
        "（続き）",
        default=None,
    )
    missing: ShortText | None = key(
        "Where nothing came back, in a draft. Needed by every table and card.",
        "未提出",
        default=None,
    )
    draft: Annotated[str, Field(min_length=1, max_length=20)] | None = key(
        "What a draft says of itself: in its files' names, its title, at the head of every page and above tallies. Without it, the word of the round's language.",
        "案",
        default=None,
    )
    repeat_mark: ShortText | None = key(
        "Goes in front of a repeat's token: 【再掲】 becomes 【施策4-1の再掲】. Words: `{reference}`.",
        "施策{reference}の",
        default=None,
    )


def _letter(says: str) -> Any:  # noqa: ANN401 - as pydantic's Field
    return key(says, {"subject": "【照会】{title}"}, default_factory=LetterSpec)


class LetterSpec(Spec):
    """A mail in words of your own. What is not said is in those of the round's language.

    Words of every mail: `{name}` (the department), `{title}`, `{issuer}`, `{contact}`, `{deadline}`.
    """

    subject: ShortText | None = key("Its subject.", "【照会】{title}（{name}）", default=None)
    body: Text | None = key(
        "Its whole text.", "{name} 御担当者様\n\n{deadline}までに提出してください。", default=None
    )


class ReviewSpec(Spec):
    """Who fills the columns `by = "review"`, and until when.

    `distribute --reviews` makes their workbooks when the departments have answered.
    """

    by: ShortText | None = key(
        "Who reviews everything. Their id is `review`.", "企画課", default=None
    )
    table: Id | None = key(
        "The master table of reviewers (columns id, name, and, where they have their own, deadline, mail), instead of `by`. The table of a form with review columns then has a column `reviewer`; where that is empty, nobody reviews.",
        "reviewers",
        default=None,
    )
    deadline: date = key("The last day for reviews.", "2023-06-20")
    mail: ShortText = key(
        "The mail addresses of who reviews everything.", "kikaku@city.example.jp", default=""
    )


class MailSpec(Spec):
    """The mails to departments, of which `distribute` and `check` write drafts."""

    request: LetterSpec = _letter("With the template.")
    review: LetterSpec = _letter("With the workbook of a review.")
    missing: LetterSpec = _letter(
        "To who has not sent anything yet. A further word: `{findings}` (what of it came with others, mostly nothing)."
    )
    overdue: LetterSpec = _letter(
        "To who has not sent anything by the deadline. Further words: `{reply}` (the day by which to answer), `{findings}` (as `missing`)."
    )
    errors: LetterSpec = _letter(
        "To who has to correct something, with the returned workbook. Further words: `{reply}`, `{findings}` (what is to be corrected, a list)."
    )
    fine: LetterSpec = _letter(
        "To who has to look at something again, but at no error. As `errors`."
    )
    conflicting: LetterSpec = _letter(
        "To who has sent files that differ. Further words: `{reply}`, `{files}` and `{findings}` (lists of the files and of the differences)."
    )


# What stands for an answer that is elsewhere, or still to come.
_STAND_INS = [
    *(
        "同上",
        "同左",
        "同右",
        "同前",
        "同様",
        "同じ",
        "仝",
        "仝上",
        "〃",
        "″",
        "“",
        "”",
        "々",
        "同上です",
        "上に同じ",
        "上記と同じ",
        "上記と同様",
        "以下同じ",
        "以下同様",
        "前年度と同じ",
        "前年度と同様",
        "前年度同様",
        "昨年度と同じ",
        "昨年度と同様",
        "上記のとおり",
        "上記の通り",
        "上記参照",
    ),
    *(
        "前述のとおり",
        "前述の通り",
        "別紙",
        "別紙のとおり",
        "別紙のとおりです",
        "別紙の通り",
        "別紙参照",
        "別添",
        "別添のとおり",
        "別添のとおりです",
        "別ファイル",
        "別ファイル参照",
        "メール参照",
    ),
    *(
        "別添の通り",
        "別添参照",
        "添付のとおり",
        "添付の通り",
        "添付参照",
        "資料参照",
        "別途",
        "別途回答",
    ),
    *(
        "別途報告",
        "別途提出",
        "後日",
        "後日回答",
        "後日報告",
        "後日提出",
        "後日記入",
        "追記予定",
        "記載予定",
        "記入予定",
        "追って回答",
        "追って報告",
    ),
    *(
        "追って連絡",
        "確認中",
        "確認中です",
        "調整中",
        "調整中です",
        "照会中",
        "照会中です",
        "集計中",
    ),
    *("集計中です", "精査中", "記入中", "入力中", "作成中", "未記入", "未確認", "未確定", "要確認"),
    *("問合せ中", "問い合わせ中", "確認します", "?"),
    *('"', "ditto", "same as above", "as above", "see above", "see attached", "see attachment"),
    *("as attached", "TBC", "TBD", "TBA", "to be confirmed", "to be determined", "pending"),
]


class RulesSpec(Spec):
    """What counts as what."""

    nothing: list[Code] = key(
        "Texts that say that nothing was planned or done.", ["—", "なし"], default=[]
    )
    repeat_tokens: list[Code] = key(
        "Words that mark a repeat where they stand in brackets.", ["再掲", "一部再掲"], default=[]
    )
    stand_ins: list[Code] = key(
        "Texts that stand for an answer that is elsewhere or still to come, each as a whole sentence or in brackets; digits in it do not matter. An answer with one of them is a warning. A list here takes the place of the whole default.",
        ["同上", "別紙のとおり", "確認中"],
        default=_STAND_INS,
    )
    rounding: Literal["half_up", "half_even", "down"] = key(
        "How percentages are rounded.", "half_even", default="half_up"
    )
    digits: int = key("Decimals of percentages.", 1, default=0, ge=0, le=6)
    negative: Literal["-", "▲"] = key("What stands before a number below zero.", "▲", default="-")
