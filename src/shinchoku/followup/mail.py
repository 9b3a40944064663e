"""A mail for a person to open and send: plain values go in, the bytes of an .eml file come out.

`X-Unsent: 1` makes Outlook open it as one that is still to be sent. It has no sender: that is
whoever opens it. RFC 5322 and 2045 to 2047 are written here by hand, because how the standard
library folds a header differs from one Python to the next, and the same values are to give the same
bytes. Nothing of a name or a text can begin a header or a part.
"""

from __future__ import annotations

import re
from base64 import b64encode, encodebytes
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from urllib.parse import quote

from shinchoku.normal import CONTROL
from shinchoku.records import dataclass

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOON = "12:00:00 +0000"  # which is the same day almost everywhere
_END, _FOLDED = "\r\n", "\r\n "
_PLAIN = re.compile(r"[A-Za-z0-9 ._-]{1,50}")  # what needs no encoding, nor a second line
_UNPRINTABLE = re.compile(rf"(?:{CONTROL.pattern}|\n)+")
_LINE = 76  # characters that RFC 2047 gives a line
_WORD_BYTES, _PARAMETER_BYTES = 39, 17  # encoded, with what stands before, no longer than that


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail, under a name."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """`to` are addresses of one receiver, in ASCII, `name` is what the receiver is called."""

    to: tuple[str, ...]
    name: str
    subject: str
    body: str
    day: date
    attachments: tuple[Attachment, ...] = ()


def as_eml(mail: Mail) -> bytes:
    """Return the file; without an address it has no To, and whoever opens it fills that in."""
    parts = [_text(mail.body), *map(_file, mail.attachments)]
    head = _END.join(_head(mail))
    digest = sha256("".join((head, *parts)).encode("ascii")).hexdigest()
    message_id = f"Message-ID: <{digest[:40]}@shinchoku.invalid>"
    boundary = f"=_{digest[:40]}"  # no base64 has _
    lines = [head, message_id]
    if not mail.attachments:
        return _END.join((*lines, parts[0])).encode("ascii")
    lines += [f'Content-Type: multipart/mixed;{_FOLDED}boundary="{boundary}"', ""]
    for part in parts:
        lines += [f"--{boundary}", part]
    return _END.join((*lines, f"--{boundary}--", "")).encode("ascii")


def _head(mail: Mail) -> Iterator[str]:
    yield "X-Unsent: 1"
    if mail.to:
        name = _one_line(mail.name)
        name = f'"{name}"' if _PLAIN.fullmatch(name) else _encoded(name)
        both = (_FOLDED.join(filter(None, (name, f"<{_one_line(each)}>"))) for each in mail.to)
        yield "To: " + f",{_FOLDED}".join(both)
    yield f"Subject: {_encoded(_one_line(mail.subject))}"
    day = mail.day
    weekday, month = _DAYS[day.weekday()], _MONTHS[day.month - 1]
    yield f"Date: {weekday}, {day.day:02} {month} {day.year:04} {_NOON}"
    yield "MIME-Version: 1.0"


def _text(text: str) -> str:
    """Return the part that is read."""
    lines = (_UNPRINTABLE.sub(" ", line) for line in text.splitlines())
    data = "".join(f"{line}{_END}" for line in lines).encode()
    return _part(data, "Content-Type: text/plain; charset=utf-8")


def _file(attachment: Attachment) -> str:
    """Return the part of a file.

    Its name stands there twice: as RFC 2231 wants it, and in encoded words, which are no standard
    there but what Outlook reads, as MS-OXCMAIL 2.1.3.4.2.2 says and Thunderbird writes.
    """
    name = _one_line(attachment.name)
    return _part(
        attachment.data,
        f'Content-Type: {attachment.media_type};{_FOLDED}name="{_encoded(name)}"',
        f"Content-Disposition: attachment;{_FOLDED}{_parameter('filename', name)}",
    )


def _part(data: bytes, *headers: str) -> str:
    lines = encodebytes(data).decode("ascii").replace("\n", _END)
    return _END.join((*headers, "Content-Transfer-Encoding: base64", "", lines))


def _one_line(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text).strip()


def _encoded(text: str) -> str:
    """Return a text in the encoded words of RFC 2047, each of whole characters."""
    if _PLAIN.fullmatch(text):
        return text
    words = (b64encode(piece.encode()).decode("ascii") for piece in _pieces(text, _WORD_BYTES))
    return _FOLDED.join(f"=?UTF-8?B?{word}?=" for word in words)


def _parameter(key: str, text: str) -> str:
    """Return a parameter as RFC 2231 writes it, in numbered pieces where it is long."""
    if _PLAIN.fullmatch(text):
        return f'{key}="{text}"'
    whole = f"{key}*=UTF-8''{quote(text, safe='')}"
    if len(whole) < _LINE:
        return whole
    first, *others = (quote(piece, safe="") for piece in _pieces(text, _PARAMETER_BYTES))
    pieces = (f"UTF-8''{first}", *others)
    return f";{_FOLDED}".join(f"{key}*{number}*={piece}" for number, piece in enumerate(pieces))


def _pieces(text: str, most: int) -> Iterator[str]:
    """Yield a text in pieces of at most so many bytes."""
    piece, room = "", most
    for character in text:
        size = len(character.encode())
        if size > room:
            yield piece
            piece, room = "", most
        piece, room = piece + character, room - size
    yield piece
