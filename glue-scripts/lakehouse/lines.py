"""Blocks of bytes → numbered lines."""

from __future__ import annotations

from collections.abc import Iterator


def numbered_lines(blocks: list[bytes]) -> Iterator[tuple[int, bytes]]:
    """Number (from zero) and bytes of each line, but no blank one; split at LF only.

    Empties `blocks` as it goes.
    """
    blocks.reverse()
    begun: list[bytes] = []
    number = 0
    while blocks:
        first, *others = blocks.pop().split(b"\n")
        begun.append(first)
        if others:
            *whole, last = others
            for line in (b"".join(begun), *whole):
                if line and not line.isspace():
                    yield number, line
                number += 1
            begun = [last]
    line = b"".join(begun)
    if line and not line.isspace():
        yield number, line
