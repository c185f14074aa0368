"""A revision that was published keeps its id, its place and its file: databases bear that id."""

from pathlib import Path

from alembic.script import ScriptDirectory

from storage.migrate import configuration

PUBLISHED = Path(__file__).with_name("published_revisions.txt")


def _today() -> list[str]:
    """`ID ID-BEFORE FILE`, oldest first."""
    revisions = reversed(list(ScriptDirectory.from_config(configuration()).walk_revisions()))
    return [f"{one.revision} {one.down_revision or '-'} {Path(one.path).name}" for one in revisions]


def test_no_published_revision_was_renumbered_or_removed() -> None:
    published, today = PUBLISHED.read_text("utf-8").splitlines(), _today()
    assert [line for line in published if line not in today] == [], (
        "databases that bear these ids could not be upgraded"
    )


def test_a_new_revision_comes_after_all_that_were_published() -> None:
    """On main a revision is published: with it its line is added to the list, at the end, and stays there."""
    published, today = PUBLISHED.read_text("utf-8").splitlines(), _today()
    assert today == published, f"add the new lines to {PUBLISHED.name} (never change one): {today[len(published) :]}"
    ids = [line.split()[0] for line in published]
    assert ids == sorted(set(ids))
