"""How the window says what the floors below have to say, in the language it speaks."""

from functools import cache

from PySide6.QtCore import QCoreApplication

from resources.texts import Language, Sentence, say


def language() -> Language:
    """The language of the window: the translation of this word names it."""
    return "zh" if QCoreApplication.translate("Language", "en") == "zh" else "en"


def speak(sentence: Sentence) -> str:
    """A sentence in the language of the window."""
    return sentence.text(language())


def word(group: str, code: str) -> str:
    """A fixed word in the language of the window: `word("kind", Kind.REPORT)`; nothing for no code."""
    return _word(group, code, language()) if code else ""


@cache
def _word(group: str, code: str, spoken: Language) -> str:
    """A page says the same few words in thousands of cells."""
    return say(f"{group}.{code}").text(spoken)


def literally(text: str) -> str:
    """Somebody's text for a button or a menu, where an & would vanish and underline what follows it."""
    return text.replace("&", "&&")
