"""A gzip object → its bytes in blocks, all of them or none."""

from __future__ import annotations

from typing import Any

from isal import isal_zlib

BLOCK_BYTES = 1 << 18
MAX_BYTES = 1 << 30
#: JSON lines that repeat stay below this; only a bomb does not.
MAX_RATIO = 200
_RATIO_FROM = 16 << 20
_GZIP = 31
_MAGIC = b"\x1f\x8b"
#: Packed bytes given to the unpacker at once: what it does not take, it copies.
_SLICE_BYTES = 1 << 16
_DAMAGED: Any = isal_zlib.error


class CorruptObject(Exception):
    """An object that is no whole gzip file; nothing of it may count."""


def gunzip(packed: bytes, max_bytes: int = MAX_BYTES) -> list[bytes]:
    """The unpacked bytes in blocks, checksums tested. Takes many members.

    Raises CorruptObject for what is cut, damaged or no gzip, and for what unpacks beyond
    `max_bytes` or 200 times its size, as soon as it does.
    """
    blocks: list[bytes] = []
    room = limit = min(max_bytes, max(MAX_RATIO * len(packed), _RATIO_FROM))
    member, ended = None, False
    for start in range(0, len(packed), _SLICE_BYTES):
        rest = packed[start : start + _SLICE_BYTES]
        while rest:
            if member is None:
                rest = rest.lstrip(b"\0") if ended else rest
                if not rest:
                    break
                if not _MAGIC.startswith(rest[:2]):
                    raise CorruptObject("bytes that are no gzip member")
                member = isal_zlib.decompressobj(_GZIP)
            try:
                block = member.decompress(rest, BLOCK_BYTES)
            except _DAMAGED as error:
                raise CorruptObject(f"damaged: {error}") from error
            room -= len(block)
            if room < 0:
                raise CorruptObject(f"unpacks to more than {limit} bytes")
            if block:
                blocks.append(block)
            rest = member.unconsumed_tail
            if member.eof:
                rest, member, ended = member.unused_data, None, True
    if member is not None:
        raise CorruptObject("cut before its end")
    return blocks
