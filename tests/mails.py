"""Two witnesses that read a mail: the standard library's parser, and one written in Rust."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from hashlib import sha256
from pathlib import Path

from fast_mail_parser import parse_email

UNIX = date(1970, 1, 1)


@dataclass(frozen=True)
class Seen:
    """What a mail shows; `to` are names and addresses, `files` names and their digests."""

    to: tuple[tuple[str, str], ...]
    subject: str
    body: str
    day: date | None
    files: Mapping[str, str]


def seen(data: bytes) -> Seen:
    """Return what both witnesses see, after a look at the lines."""
    hold_lines(data)
    found, other = by_python(data), by_rust(data)
    if found.day and found.day < UNIX:  # of which the other one knows no days
        assert other.day is None
        other = replace(other, day=found.day)
    assert other == found
    return found


def seen_in(path: Path) -> Seen:
    return seen(path.read_bytes())


def hold_lines(data: bytes) -> None:
    """Assert what RFC 5322 and 2047 say of lines."""
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert not [line for line in lines if b"\r" in line or b"\n" in line]
    assert max(map(len, lines)) <= 998
    assert not [line for line in lines if b"=?" in line and len(line) > 76]
    assert data.isascii()


def headers(data: bytes) -> list[str]:
    """Return the names of a mail's headers, as they stand there."""
    head, _, _ = data.partition(b"\r\n\r\n")
    return re.findall(r"(?m)^([^\s:]+):", head.decode("ascii"))


def by_python(data: bytes) -> Seen:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not [part.defects for part in message.walk() if part.defects]
    body = message.get_body()
    assert isinstance(body, EmailMessage)
    attached = {part.get_filename() or "": part for part in message.iter_attachments()}
    files = {name: part.get_payload(decode=True) for name, part in attached.items()}
    # Its newer parser leaves a blank between the encoded words of a name; the older one does not.
    raw = message_from_bytes(data, policy=policy.compat32)
    names = [part.get_param("name") for part in raw.walk() if part.get_filename()]
    assert [decoded(str(name)) for name in names] == [*files]  # which is what Outlook reads
    return Seen(
        to=tuple((decoded(name), each) for name, each in getaddresses(raw.get_all("To", []))),
        subject=str(message["Subject"]),
        body=body.get_content().replace("\r\n", "\n"),
        day=message["Date"].datetime.date(),
        files={name: digest(found) for name, found in files.items() if isinstance(found, bytes)},
    )


def decoded(text: str) -> str:
    return str(make_header(decode_header(text)))


def by_rust(data: bytes) -> Seen:
    mail = parse_email(data, strict=True)
    assert mail.headers["X-Unsent"] == ["1"]
    (body,) = mail.text_plain
    return Seen(
        to=tuple((each.display_name or "", each.address) for each in mail.to),
        subject=mail.subject,
        body=body.replace("\r\n", "\n"),
        day=mail.date_parsed.date() if mail.date_parsed else None,
        files={each.filename: digest(each.content) for each in mail.attachments},
    )


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()
