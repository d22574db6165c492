"""The plain-text card of a reply."""

from dataclasses import dataclass

from horse_racing.speech.spoken import Answered, Reply

# Alexa's limit for the text of a card is 8,000 characters.
_LONGEST = 8000


@dataclass(frozen=True)
class Card:
    """Title and text as the Alexa app shows them: plain text, no markup."""

    title: str
    text: str


def card_of(reply: Reply) -> Card | None:
    """Return the card of a reply that is an answer; questions and apologies have none."""
    return Card(reply.title, reply.facts.plain()[:_LONGEST]) if isinstance(reply, Answered) else None
