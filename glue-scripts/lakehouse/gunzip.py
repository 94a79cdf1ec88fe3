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
_DAMAGED: Any = isal_zlib.error


class CorruptObject(Exception):
    """An object that is no whole gzip file; nothing of it may count."""


def gunzip(packed: bytes, max_bytes: int = MAX_BYTES) -> list[bytes]:
    """The unpacked bytes in blocks, checksums tested. Takes many members.

    Raises CorruptObject for what is cut, damaged or no gzip, and for what unpacks beyond
    `max_bytes` or 200 times its size, as soon as it does.
    """
    blocks: list[bytes] = []
    limit = min(max_bytes, max(MAX_RATIO * len(packed), _RATIO_FROM))
    unpacked = 0
    while packed:
        if not packed.startswith(_MAGIC):
            raise CorruptObject("bytes that are no gzip member")
        member = isal_zlib.decompressobj(_GZIP)
        rest = packed
        try:
            while not member.eof:
                block = member.decompress(rest, BLOCK_BYTES)
                rest = member.unconsumed_tail
                unpacked += len(block)
                if unpacked > limit:
                    raise CorruptObject(f"unpacks to more than {limit} bytes")
                if block:
                    blocks.append(block)
                elif not rest and not member.eof:
                    raise CorruptObject("cut before its end")
        except _DAMAGED as error:
            raise CorruptObject(f"damaged: {error}") from error
        packed = member.unused_data.lstrip(b"\0")
    return blocks
