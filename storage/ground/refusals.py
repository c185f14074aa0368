"""What a person asked for and cannot have, for a reason that was foreseen."""


class Refusal(Exception):
    """`key` names a sentence of the message catalogue, `values` fill its gaps; the words are not known here."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key, values)
        self.key = key
        self.values: dict[str, str | int] = values
