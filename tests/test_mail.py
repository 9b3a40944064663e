"""A mail as a file: whatever is in a name or a text, two parsers read it back, and nothing more."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mails import Seen, digest, headers, seen
from shinchoku.followup.mail import Attachment, Mail, as_eml
from shinchoku.normal import CONTROL

WORKBOOK = bytes(range(256)) * 81
FILE = Attachment("D03_保育課.xlsx", "application/vnd.ms-excel", WORKBOOK)
MAIL = Mail(
    to=("hoiku@city.example.jp", "o'neil+a.b@x"),
    name="保育課",
    subject="【作成のお願い】令和4年度末　進捗状況",
    body="保育課　御担当者様\n\n。\n.\nFrom 企画課\n",
    day=date(2023, 4, 24),
    attachments=(FILE,),
)
HEADERS = "X-Unsent To Subject Date MIME-Version Message-ID Content-Type".split()  # noqa: SIM905
NAMES = {
    "plain": "Planning section 2",
    "markup": "<script>alert(1)</script>&amp;",
    "quotes": '"\'\\"“”',
    "commas": "a, b; c: d (e) <f@g> [h]",
    "an address": "evil@example.com>, <other@example.com",
    "like an encoded word": "=?UTF-8?B?5L+d6IKy6Kqy?= =?x?q?=41?=",
    "emoji": "保育課😀👩‍👩‍👧🇯🇵",
    "300 bytes": "長" * 100,
    "300 letters": "Long-" * 60,
    "percents": "100%25*'%E3",
    "dots": "..課.",
    "blanks": "a  b　c",
    "combining": "か\u3099く\u3099" * 20,
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_both_witnesses_read_what_was_written(name: str) -> None:
    file = replace(FILE, name=f"返却_{name}.xlsx")
    body = f"{name}\n\n{name * 9}\n"
    mail = replace(MAIL, name=name, subject=f"{name}：件", body=body, attachments=(file,))
    assert seen(as_eml(mail)) == Seen(
        to=((name, "hoiku@city.example.jp"), (name, "o'neil+a.b@x")),
        subject=f"{name}：件",
        body=body,
        day=date(2023, 4, 24),
        files={file.name: digest(WORKBOOK)},
    )


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\n\r\n", "\x00", "\x0b", "\u2028", "\x85"])
def test_nothing_begins_a_header_of_its_own(end: str) -> None:
    evil = f"課{end}Bcc: evil@example.com{end} --=_"
    plain = f"Plan{end}Bcc"
    for text in (evil, plain):
        file = replace(FILE, name=text)
        mail = replace(MAIL, name=text, subject=text, body=text, attachments=(file,))
        data = as_eml(mail)
        assert headers(data) == HEADERS
        found = seen(data)
        assert found.subject == re.sub(r"\s*[\r\n\x00\x0b\u2028\x85]+", " ", text)
        assert {name for name, _ in found.to} == {found.subject} == {*found.files}
        assert len(found.to) == 2


def test_what_an_outlook_needs_is_there_and_no_sender() -> None:
    data = as_eml(MAIL)
    assert headers(data) == HEADERS
    text = data.decode("ascii")
    assert "\r\nX-Unsent: 1\r\n" in f"\r\n{text}"
    assert "\r\nDate: Mon, 24 Apr 2023 12:00:00 +0000\r\n" in text
    assert '\r\n name="=?UTF-8?B?' in text  # for Outlook
    assert "\r\n filename*=UTF-8''D03_%E4%BF%9D%E8%82%B2%E8%AA%B2.xlsx\r\n" in text


def test_without_an_address_there_is_no_to_and_without_a_file_one_part() -> None:
    data = as_eml(replace(MAIL, to=(), attachments=()))
    assert headers(data) == [
        *(name for name in HEADERS if name not in {"To", "Content-Type"}),
        "Content-Type",
        "Content-Transfer-Encoding",
    ]
    assert seen(data) == Seen((), MAIL.subject, MAIL.body, MAIL.day, {})


def test_the_same_mail_has_the_same_bytes_and_another_one_another_id() -> None:
    assert as_eml(MAIL) == as_eml(replace(MAIL))
    others = [
        MAIL,
        replace(MAIL, body="別"),
        replace(MAIL, to=MAIL.to[:1]),
        replace(MAIL, day=date(2023, 4, 25)),
        replace(MAIL, attachments=(replace(FILE, data=b""),)),
    ]
    ids = [re.findall(rb"Message-ID: <(\w+)@shinchoku\.invalid>", as_eml(mail)) for mail in others]
    assert len({each for (each,) in ids}) == len(others)
    for mail in others:  # no part holds the line that parts them
        assert as_eml(mail).count(b"--=_") == 3


def one_line(text: str) -> str:
    return re.sub(rf"(?:{CONTROL.pattern}|\n)+", " ", text).strip()


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_read_back(name: str, subject: str, body: str) -> None:
    file = replace(FILE, name=f"{name}.xlsx")
    data = as_eml(replace(MAIL, name=name, subject=subject, body=body, attachments=(file,)))
    found = seen(data)
    assert headers(data) == HEADERS
    assert {each for each, _ in found.to} == {one_line(name)}
    assert found.subject == one_line(subject)
    assert [*found.files] == [one_line(file.name)]
    assert found.body.split() == re.sub(rf"{CONTROL.pattern}+", " ", body).split()
