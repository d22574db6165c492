"""The plain-text card of a reply."""

from typing import NamedTuple

from horse_racing.speech.spoken import Answered, AskMore, Reply

# A card shows text as it is, so what the feed may have marked up has no business there.
_NO_MARKUP = str.maketrans("", "", "<>")

# Alexa's limit for the text of a card is 8,000 characters.
_LONGEST = 8000


class TextCard(NamedTuple):
    """Title and text as the Alexa app shows them: plain text, no markup."""

    title: str
    text: str


def text_card_of(reply: Reply) -> TextCard | None:
    """Return the card of a reply with facts; other questions and apologies have none."""
    if isinstance(reply, Answered | AskMore):
        return TextCard(reply.shown.title, reply.shown.facts.plain().translate(_NO_MARKUP)[:_LONGEST])
    return None
