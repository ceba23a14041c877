"""Files of text, read with care: what is not a file, too large, or not UTF-8 is told apart and said in words.

Whoever reads plans or tables catches `Unreadable` and gives it a code of its own.
"""

import os
import pathlib
import re
import stat
from typing import Final, Literal, NoReturn, TypeAlias

__all__ = ["SAVE_AS_UTF8", "Trouble", "Unreadable", "content", "decoded"]

Trouble: TypeAlias = Literal["missing", "directory", "device", "unreadable", "too-large", "binary", "encoding"]

SAVE_AS_UTF8: Final = "save the file as UTF-8: in the editor choose Save As, then the encoding UTF-8"

_MEBI: Final = 1024 * 1024
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_HANZI: Final = re.compile("[\u3001-\u3011\u4e00-\u9fff\uff00-\uff5e]")
_BYTE_ORDER_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_MAGIC: Final = (
    (b"PK\x03\x04", "a ZIP archive, as Word and Excel files are"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


class Unreadable(Exception):  # noqa: N818 - a reader turns it into its own error
    """A file that holds no usable text.

    Attributes:
        trouble: What sort of trouble it is.
        message: What is wrong, in one sentence.
        line: The line, counted from 1; 0 where the whole file is meant.
        column: The column in characters, counted from 1; 0 where the whole file is meant.
    """

    def __init__(self, trouble: Trouble, message: str, *, line: int = 0, column: int = 0) -> None:
        """Keep the parts."""
        super().__init__(message)
        self.trouble = trouble
        self.message = message
        self.line = line
        self.column = column


def content(path: pathlib.Path, *, most: int) -> bytes:
    """The content of a regular file that is not too large; nothing else is opened for long.

    Args:
        path: The file.
        most: How many bytes it may have.

    Raises:
        Unreadable: There is no such file, it is no file, or it is too large.
    """
    try:
        _check(path.stat(), most)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            _check(os.fstat(file.fileno()), most)
            data = file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise Unreadable("missing", "there is no such file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unreadable("unreadable", f"the file cannot be read: {reason}") from None
    if len(data) > most:
        _too_large(len(data), most)
    return data


def decoded(data: bytes) -> str:
    """The text of UTF-8 bytes, without a byte order mark.

    Raises:
        Unreadable: The bytes are not text, or are in another encoding, which is named where it can be told.
    """
    _refuse_other_encodings(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _not_utf8(data, len(data) - len(error.object) + error.start)


def _check(status: os.stat_result, most: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable("directory", "this is a directory")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("device", "this is a device or a pipe, not a file")
    if status.st_size > most:
        _too_large(status.st_size, most)


def _too_large(size: int, most: int) -> NoReturn:
    message = f"the file has {size:,} bytes or more; at most {most:,} ({most // _MEBI} MiB) are read"
    raise Unreadable("too-large", message)


def _refuse_other_encodings(data: bytes) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise Unreadable("binary", f"this is {what}, not text")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            raise Unreadable("encoding", f"the file is {encoding}")
    if b"\x00" in data:
        if encoding := _wide(data):
            raise Unreadable("encoding", f"the file is {encoding}")
        raise Unreadable("binary", f"the file is not text: byte {data.index(0) + 1} is zero")


def _wide(data: bytes) -> str:
    """The name of the encoding with two or four bytes to a character, if the start of the file reads well in it."""
    sample = data[:4096]
    for encoding in ("UTF-32-LE", "UTF-32-BE", "UTF-16-LE", "UTF-16-BE"):
        width = 4 if "32" in encoding else 2
        try:
            text = sample[: len(sample) // width * width].decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text) and re.search(r"[ \n:{,]", text) and _mostly_chinese(text):
            return f"{encoding[:6]} without a byte order mark"
    return ""


def _not_utf8(data: bytes, offset: int) -> NoReturn:
    before = data[:offset].decode("utf-8-sig", "replace").split("\n")
    line, column = len(before), len(before[-1]) + 1
    where = f"byte {offset + 1} (0x{data[offset]:02X}, on line {line}) is not UTF-8"
    what = "GBK (GB18030)" if _is_gbk(data) else "not UTF-8, or is damaged"
    raise Unreadable("encoding", f"the file is {what}: {where}", line=line, column=column) from None


def _is_gbk(data: bytes) -> bool:
    """Whether the bytes read as Chinese in GB18030, and are not UTF-8 with a damaged spot."""
    repaired = data.decode("utf-8", "replace")
    if len(_HANZI.findall(repaired)) > repaired.count("\ufffd"):
        return False
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return _mostly_chinese(text)


def _mostly_chinese(text: str) -> bool:
    """Whether at least half of what is not ASCII is Chinese."""
    return 2 * len(_HANZI.findall(text)) >= sum(not c.isascii() for c in text)
