"""Numbers of some bits each out of bytes and into them, the lowest bit first, as JPEG XL writes them."""


class Bits:
    """Reads on and on from a place in some bytes; behind the end there are zeros."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self._data = data
        self.at = 8 * at
        """The next bit, counted from the beginning of the bytes."""

    def take(self, count: int) -> int:
        """The next so many bits as a number."""
        first, last = self.at // 8, (self.at + count + 7) // 8
        value = int.from_bytes(self._data[first:last], "little") >> (self.at % 8)
        self.at += count
        return value & ((1 << count) - 1)

    def to_whole_byte(self) -> int:
        """Leave what is left of a byte, and tell which byte is next."""
        self.at = -(-self.at // 8) * 8
        return self.at // 8


def joined(parts: list[tuple[int, int]]) -> bytes:
    """Bytes of numbers, each with how many bits it takes; zeros fill the last byte."""
    value = length = 0
    for number, count in parts:
        value |= number << length
        length += count
    return value.to_bytes(-(-length // 8), "little")
