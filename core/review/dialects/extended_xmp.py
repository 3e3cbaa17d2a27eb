"""XMP of more than one segment of a JPEG (XMP part 3, 1.1.3.1).

The packet that readers find first names the other by its GUID, which lies in shares, in any order. Long
histories, depths and pictures stand there, and whatever else the writer chose to put there, words among them.
"""

import re
import struct

_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_BEFORE = len(_EXTENSION) + 32 + 8
"""Bytes of a segment before its share: what it is, of which packet, how long that is, and where in it."""


def parted_xmp(parts: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    """Part a JPEG's segments from those that are shares of other packets.

    Args:
        parts: a JPEG without its picture, as `parts_with_words` gives it.

    Returns:
        the other segments, and the packets that were put together, by GUID.
    """
    rest = [parts[:2]]
    packets: dict[bytes, dict[int, bytes]] = {}
    at = 2
    while at + 4 <= len(parts) and parts[at] == 0xFF:
        length = 2 + max(2, int.from_bytes(parts[at + 2 : at + 4]))
        segment = parts[at + 4 : at + length]
        if segment.startswith(_EXTENSION) and len(segment) >= _BEFORE:
            guid = segment[len(_EXTENSION) : len(_EXTENSION) + 32]
            (offset,) = struct.unpack_from(">I", segment, _BEFORE - 4)
            packets.setdefault(guid, {})[offset] = segment[_BEFORE:]
        else:
            rest.append(parts[at : at + length])
        at += length
    rest.append(parts[at:])
    whole = {guid: b"".join(shares[each] for each in sorted(shares)) for guid, shares in packets.items()}
    return b"".join(rest), whole


def belonging(first: bytes, packets: dict[bytes, bytes]) -> list[bytes]:
    """Of other packets those that go with the first one: the one that it names; all where it names none.

    Programs that know nothing of them write the first anew and leave behind what it no longer names.
    """
    named = {guid.upper() for guid in _NAMED.findall(first)}
    return [packet for guid, packet in packets.items() if not named or guid.upper() in named]


_NAMED = re.compile(rb"HasExtendedXMP\s*(?:=\s*[\"']|>)\s*([0-9A-Fa-f]{32})")
