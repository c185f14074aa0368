"""Expected refusals. The sentence for the person stands in the message catalogue under `refusal.<key>`."""


class Refusal(Exception):
    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values
