"""The same content gives the same bytes, so that a digest of the file means something."""

import io
import zipfile

# The first moment a zip archive can name.
_ALWAYS = (1980, 1, 1, 0, 0, 0)


def without_times(package: bytes) -> bytes:
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(settled, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ALWAYS)
            entry.create_system = 0
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()
