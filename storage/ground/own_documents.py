"""The mark of documents that the bot writes, by which one that is sent back as a file is known again."""

import zipfile

# In the documents' property "category": it stays when a person edits and saves them.
MARK = "Bot CCHC"
_PROPERTIES = "docProps/core.xml"


def is_own(package: zipfile.ZipFile) -> bool:
    if _PROPERTIES not in package.namelist():
        return False
    with package.open(_PROPERTIES) as file:
        return f">{MARK}<".encode() in file.read(64 * 1024)
