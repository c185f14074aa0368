"""What a leader reads of a period: the summary, and the channels one tap further where anything was rated."""

from tests.chat import Person

CHANNELS = "Theo kênh"


async def with_channels(person: Person, period: str) -> str:
    text = (await person.says(f"/summary {period}")).text
    if any(CHANNELS in label for label in person.last.labels):
        text += "\n" + (await person.taps(CHANNELS)).text
    return text
