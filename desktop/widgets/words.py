"""How the window says what the floors below have to say, in the language it speaks."""

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
    return speak(say(f"{group}.{code}")) if code else ""


def literally(text: str) -> str:
    """Somebody's text for a button or a menu, where an & would vanish and underline what follows it."""
    return text.replace("&", "&&")
