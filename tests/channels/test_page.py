"""docs/adding-a-channel.md says what the declarations say."""

from storage.ground.channels import DECLARED
from tests.channels.page import PAGE, table


def test_the_table_of_channels_is_made_of_the_declarations() -> None:
    assert table() in PAGE.read_text("utf-8"), "run `make readme`"
    assert all(one.cannot for one in DECLARED.values())
