"""Idempotency keys: the same key gives the same answer for a day, a 500 too."""

import threading
from collections.abc import Callable

from devstack.stripe_standin.errors import ApiError
from devstack.stripe_standin.ledger import Ledger, Object

KEPT_S = 24 * 3600

Answer = tuple[int, Object]


class Keys:
    """Saved answers, in the ledger, and the keys being carried out right now."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._under_way: set[str] = set()
        self._lock = threading.Lock()

    def once(self, key: str, asked: str, now: int, act: Callable[[], Answer]) -> tuple[Answer, bool]:
        """The answer under the key and whether it is a replay.

        `asked` is the call with its form. Raises `ApiError`: 409 while the key is being carried out, 400 when it was
        used for another call.
        """
        self._enter(key)
        try:
            saved = self._ledger.get("key", key)
            if saved is not None and saved["at"] + KEPT_S > now:
                return self._replay(saved, asked), True
            answer = act()
            self._ledger.put({"id": key, "object": "key", "at": now, "asked": asked, "answer": list(answer)})
            return answer, False
        finally:
            with self._lock:
                self._under_way.discard(key)

    def _enter(self, key: str) -> None:
        with self._lock:
            if key in self._under_way:
                raise in_use()
            self._under_way.add(key)

    @staticmethod
    def _replay(saved: Object, asked: str) -> Answer:
        if saved["asked"] != asked:
            raise ApiError("The key was used for another call.", type="idempotency_error")
        status, body = saved["answer"]
        return status, body


def in_use() -> ApiError:
    """The key is being carried out by another request."""
    return ApiError("The key is in use by another request.", status=409, type="idempotency_error",
                    code="idempotency_key_in_use")
