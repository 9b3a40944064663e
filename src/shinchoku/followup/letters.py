"""What a mail to a department says: whom it is to and why goes in, subject and body come out.

The words are the definition's own where it has some, or else those of the round's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import PurePath

from shinchoku.identity import template_file_name
from shinchoku.model import Definition, Department, LetterTexts
from shinchoku.normal import in_one_line
from shinchoku.records import dataclass
from shinchoku.words import Words, words

REQUEST, REVIEW = "request", "review"  # the mails that templates go with

_TO_REPLY = timedelta(days=7)
_WEEKEND = (5, 6)


@dataclass(frozen=True, slots=True)
class MailText:
    """What a mail says."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Whom a mail is to, and on which day it is written, if that is known."""

    definition: Definition
    department: Department
    today: date | None

    @property
    def reply_by(self) -> date:
        """The day by which an answer is asked for: the deadline, but never under a week away."""
        deadline = self.definition.deadline_of(self.department)
        if self.today is None or self.today + _TO_REPLY <= deadline:
            return deadline
        day = self.today + _TO_REPLY
        return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() in _WEEKEND else 0)

    @property
    def values(self) -> Mapping[str, str]:
        """What the words of every mail stand for."""
        about = self.definition.round
        say = words(about.language)
        return {
            "name": self.department.name,
            "title": about.title,
            "issuer": about.issuer,
            "contact": about.contact,
            "deadline": about.day(say, self.definition.deadline_of(self.department)),
            "reply": about.day(say, self.reply_by),
        }

    def worded(self, kind: str, usual: MailText, **further: str) -> MailText:
        """Return what the definition says in such a mail, and the usual where it says nothing."""
        own = self.definition.letters.get(kind, LetterTexts())
        values = {**self.values, **further}
        subject = own.subject.fill(values) if own.subject else usual.subject
        body = own.body.fill(values) if own.body else usual.body
        return MailText(in_one_line(subject), body)


def request(letter: Letter) -> MailText:
    """Return the mail that a template, or a review, goes with."""
    say, values = words(letter.definition.round.language), letter.values
    if letter.definition.is_reviewer(letter.department.id):
        usual = MailText(say("mail.review.subject", **values), say("mail.review.body", **values))
        return letter.worded(REVIEW, usual)
    usual = MailText(say("mail.subject", **values), say("mail.body", **values))
    return letter.worded(REQUEST, usual)


def shown(say: Words, text: MailText) -> str:
    """Return a mail as it is read and copied from a page."""
    return say("reminder.whole", subject=text.subject, body=text.body)


def draft_folder(say: Words) -> str:
    """Return the folder of drafts, in that of templates or of the build."""
    return say("mail.folder")


def draft_path(say: Words, department: Department, kind: str) -> str:
    """Return where the draft of a mail lies, from where its folder is."""
    name = PurePath(template_file_name(department)).stem
    return f"{draft_folder(say)}/{say(f'mail.file.{kind}', name=name)}.eml"
