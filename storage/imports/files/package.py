"""Opens the zip package that a .docx or .xlsx is, after making sure that unpacking it is harmless."""

import io
import struct
import zipfile
import zlib

from storage.ground.refusals import Refusal
from storage.imports.files.tables import MAX_UNPACKED_BYTES

_MAX_ENTRIES = 10_000
_HARMLESS_BYTES = 10 * 1024 * 1024
_ABSURD_RATIO = 500
# What reading a damaged part may raise, whoever reads it; what lxml finds wrong is a SyntaxError.
BROKEN = (
    *(SyntaxError, zipfile.BadZipFile, zlib.error, struct.error),
    *(KeyError, ValueError, IndexError, OSError, EOFError, NotImplementedError),
)
_CHUNK = 1024 * 1024
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 1


def open_package(data: bytes, limit: int = MAX_UNPACKED_BYTES) -> zipfile.ZipFile:
    """`limit`: bytes of all parts together, unpacked. Refuses with `file.broken`, `file.encrypted` and `file.bomb`."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError) as error:
        raise Refusal("file.broken") from error
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Refusal("file.encrypted")
    if len(entries) > _MAX_ENTRIES or sum(entry.file_size for entry in entries) > limit:
        raise _bomb(limit)
    if any(_is_absurd(entry.compress_size, entry.file_size) for entry in entries):
        raise _bomb(limit)
    _measure(data, entries, limit)
    return package


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    """Refuses with `file.bomb` a part that is too large to be in memory whole."""
    if package.getinfo(name).file_size > MAX_UNPACKED_BYTES:
        raise _bomb(MAX_UNPACKED_BYTES)
    return package.read(name)


def _bomb(limit: int) -> Refusal:
    return Refusal("file.bomb", limit_mb=limit // 1024**2)


def _is_absurd(packed: int, unpacked: int) -> bool:
    return unpacked > _HARMLESS_BYTES and unpacked > packed * _ABSURD_RATIO


def _measure(data: bytes, entries: list[zipfile.ZipInfo], limit: int) -> None:
    """Unpacks every entry once and keeps nothing: declared sizes may lie, and not every reader stops at them."""
    left = limit
    for entry in entries:
        size = _real_size(_packed(data, entry), entry.compress_type, left)
        if size != entry.file_size:
            raise Refusal("file.broken")
        left -= size


def _packed(data: bytes, entry: zipfile.ZipInfo) -> memoryview:
    header = data[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size:
        raise Refusal("file.broken")
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    start = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    if signature != b"PK\x03\x04" or start + entry.compress_size > len(data):
        raise Refusal("file.broken")
    return memoryview(data)[start : start + entry.compress_size]


def _real_size(packed: memoryview, method: int, limit: int) -> int:
    if method == zipfile.ZIP_STORED:
        return len(packed)
    if method != zipfile.ZIP_DEFLATED:
        raise Refusal("file.broken")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting: bytes | memoryview = packed
    size = 0
    try:
        while not inflater.eof and (waiting or size == 0):
            got = len(inflater.decompress(waiting, _CHUNK))
            waiting = inflater.unconsumed_tail
            size += got
            if size > limit:
                raise _bomb(limit)
            if not got and not waiting:
                break
    except zlib.error as error:
        raise Refusal("file.broken") from error
    if not inflater.eof:
        raise Refusal("file.broken")
    return size
