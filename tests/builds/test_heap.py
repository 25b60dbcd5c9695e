"""What a build puts aside comes back as it was, however much it is, and whatever was read between."""

from random import Random

from catalogue.building.heap import FEW_BYTES, Heap, Heaps


def test_what_is_put_aside_comes_back_in_any_turn() -> None:
    random, heap, kept = Random(2), Heap(), dict[str, bytes]()  # noqa: S311 -- a test's
    for n in range(60):
        name = f"walk-{n % 50}"  # some are put aside twice: the last one counts
        kept[name] = random.randbytes(random.randrange(FEW_BYTES // 10))
        heap.put(name, kept[name])
        asked = random.choice(list(kept))
        assert heap[asked] == kept[asked]
    assert dict(heap) == kept
    assert "walk-51" not in heap
    assert heap.get("walk-51") is None


def test_a_heap_is_there_as_soon_as_it_is_asked_for() -> None:
    heaps = Heaps()
    heaps["search"].put("walk", b"text")
    assert dict(heaps["search"]) == {"walk": b"text"}
    assert len(heaps["catalogue"]) == 0
