"""Numbers of some bits each out of bytes, the lowest bit first, as JPEG XL writes them."""


class Bits:
    """Reads on and on; behind the end there are zeros."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "little")

    def take(self, count: int) -> int:
        """The next so many bits as a number."""
        value = self._value & ((1 << count) - 1)
        self._value >>= count
        return value
