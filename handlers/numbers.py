from datetime import date


def day(value: date) -> str:
    return value.strftime("%d/%m/%Y")
