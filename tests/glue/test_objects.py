"""Objects of the raw zone: whole or not at all."""

from __future__ import annotations

import gzip
import random
import zlib

import pytest
from lakehouse.gunzip import CorruptObject, gunzip
from lakehouse.lines import numbered_lines
from lakehouse.manifest import RawObject, plan_tasks, read_manifest
from lakehouse.task import ObjectChanged, conform_objects

from tests.glue.builders import a_line, a_task, an_event, conform
from tests.glue.memory_store import MemoryStore

TEXT = b"one\ntwo\n" * 50_000


def test_members_one_after_another_are_one_text() -> None:
    assert b"".join(gunzip(gzip.compress(TEXT) + gzip.compress(b"x\n") + b"\0\0")) == TEXT + b"x\n"


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_blocks_and_slices_the_text_is_the_same(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    r = random.Random(seed)
    text = r.choice([bytes(r.randrange(90_000)), r.randbytes(3000), TEXT[: r.randrange(9000)]])
    packed = gzip.compress(text) + gzip.compress(text[:99]) * r.randrange(2) + bytes(r.randrange(3))
    monkeypatch.setattr("lakehouse.gunzip.BLOCK_BYTES", r.choice([50, 1000, 65536]))
    monkeypatch.setattr("lakehouse.gunzip._SLICE_BYTES", r.choice([1, 7, 1000]))

    assert b"".join(gunzip(packed)) == gzip.decompress(packed)


@pytest.mark.parametrize("body", [b"", gzip.compress(b"")])
def test_an_empty_object_holds_nothing_and_is_not_corrupt(body: bytes) -> None:
    conformed = conform(body)

    assert (conformed.result.corrupt, conformed.result.lines) == ([], 0)


@pytest.mark.parametrize("missing", [1, 4, 8, 9, 100])
def test_a_cut_object_is_corrupt(missing: int) -> None:
    with pytest.raises(CorruptObject):
        gunzip(gzip.compress(TEXT)[:-missing])


@pytest.mark.parametrize("place", [0, 1, 2, 40, -9, -8, -5, -4, -1])
def test_a_flipped_byte_is_corrupt(place: int) -> None:
    body = bytearray(gzip.compress(b"".join(b"%d\n" % (n * 7919) for n in range(3000))))
    body[place] ^= 0xFF

    with pytest.raises(CorruptObject):
        gunzip(bytes(body))


@pytest.mark.parametrize("body", [b"hello", a_line(), b"\x1f", gzip.compress(TEXT) + b"junk"])
def test_what_is_no_gzip_is_corrupt(body: bytes) -> None:
    with pytest.raises(CorruptObject):
        gunzip(body)


def test_a_bomb_is_found_before_it_is_unpacked() -> None:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(squeeze.compress(bytes(1 << 20)) for _ in range(256)) + squeeze.flush()

    with pytest.raises(CorruptObject, match="unpacks to more"):
        gunzip(bomb)


def test_an_object_beyond_the_absolute_bound_is_corrupt() -> None:
    with pytest.raises(CorruptObject, match="more than 1000 bytes"):
        gunzip(gzip.compress(TEXT), max_bytes=1000)


@pytest.mark.parametrize("block", [1, 2, 3, 7, 64, 1000])
def test_lines_are_the_same_whatever_the_blocks(block: int) -> None:
    text = b"a\n\n\r\nbb\rb\n  \nccc\n" + b"d" * 100 + b"\nlast"
    blocks = [text[at : at + block] for at in range(0, len(text), block)]

    assert list(numbered_lines(blocks)) == [
        (0, b"a"),
        (3, b"bb\rb"),
        (5, b"ccc"),
        (6, b"d" * 100),
        (7, b"last"),
    ]
    assert blocks == []


def test_an_object_that_is_not_the_manifests_fails_the_task() -> None:
    store = MemoryStore()
    job, task = a_task([[a_line()]], store)
    store.put("raw", task.objects[0].key, gzip.compress(a_line(an_event(id="other"))))

    with pytest.raises(ObjectChanged, match=r"service=orders/.*of the manifest"):
        conform_objects(job, task, 1, store)


def test_objects_are_grouped_by_service_in_order_of_arrival_up_to_a_size() -> None:
    listed = [
        RawObject(0, "service=b/2", "", 30, "b"),
        RawObject(1, "service=a/2", "", 20, "a"),
        RawObject(2, "service=b/1", "", 30, "b"),
        RawObject(3, "service=a/1", "", 20, "a"),
        RawObject(4, "service=c/1", "", 999, "c"),
    ]

    tasks = plan_tasks(listed, raw_bytes=500)

    assert [(t.number, [o.number for o in t.objects]) for t in tasks] == [
        (0, [4]),
        (1, [3, 1]),
        (2, [2]),
        (3, [0]),
    ]


def test_a_manifest_numbers_its_objects_as_listed() -> None:
    manifest = read_manifest(
        b'{"sequence":7,"batch_id":"b0000000007","kind":"live","contracts":"abc","nonce":"n",'
        b'"claimed_at":"","objects":[{"key":"k","etag":"\\"e\\"","size":3,"service":"s"}]}'
    )

    assert manifest.objects == (RawObject(0, "k", "e", 3, "s"),)
    assert (manifest.sequence, manifest.contracts) == (7, "abc")
