_STEPS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    letters = ""
    for value, letter in _STEPS:
        letters += letter * (number // value)
        number %= value
    return letters
