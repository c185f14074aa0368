"""What only a person can decide about a file, on the command line: given as an option, or asked at the terminal."""

import sys
from collections.abc import Callable, Sequence

from handlers.office.import_questions import choice_text, question_text, typed_answer
from handlers.words.catalogue import Words
from storage.ground.refusals import Refusal
from storage.imports.questions import Answers, Ask, FileQuestion

Prompt = Callable[[str], str]


def chosen(answers: Answers, options: Sequence[str]) -> Answers:
    """`plan=new`, `state:Chờ ký=waiting`, one for each option; refuses with `import.no_choice`."""
    for option in options:
        key, _, value = option.rpartition("=")
        ask, _, about = key.partition(":")
        if not value or ask not in set(Ask):
            raise Refusal("import.no_choice", option=option, known=", ".join(Ask))
        answers = answers.with_answer(Ask(ask), value, about)
    return answers


def ask_at_terminal(say: Words, question: FileQuestion, prompt: Prompt) -> str:
    """Refuses with `import.must_choose`, which names the options, where nobody can be asked."""
    text = question_text(say, question)
    lines = [f"{number}. {choice_text(say, choice)}" for number, choice in enumerate(question.choices, 1)]
    if not sys.stdin.isatty():
        about = f":{question.about}" if question.about else ""
        options = [
            f'--choose "{question.ask}{about}={choice.value}"  {choice_text(say, choice)}'
            for choice in question.choices
        ]
        raise Refusal("import.must_choose", question=text, options="\n".join(options))
    while True:
        typed = prompt("\n".join([text, *lines, ""])).strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(question.choices):
            return question.choices[int(typed) - 1].value
        if (value := typed_answer(question, typed)) is not None:
            return value
