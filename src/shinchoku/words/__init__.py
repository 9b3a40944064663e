"""What people read: messages as data, and one catalogue a language that puts them into words.

A stage says *what* is to be said, as a Message; only who shows it to a person chooses the language.
A language is a folder of TOML files beside this one: to add one, add the files.
"""

from shinchoku.words.catalogue import Words, languages, words
from shinchoku.words.message import EMPTY, Listed, Message, Text, Word, sentences

__all__ = ["EMPTY", "Listed", "Message", "Text", "Word", "Words", "languages", "sentences", "words"]
