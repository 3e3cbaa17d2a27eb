"""How a cluster is named, and what its TLS needs."""

from pathlib import Path

import pytest

from core.cluster.place import ClusterPlace, TlsFiles, parse_place
from core.cores import usable_cores
from core.errors import SettingsError


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("local:2", ClusterPlace(processes=2)),
        ("local", ClusterPlace(processes=usable_cores())),
        ("archive:8786", ClusterPlace("tcp://archive:8786")),
        ("tcp://10.0.0.7:8786", ClusterPlace("tcp://10.0.0.7:8786")),
        ("tls://photos.example.org:8786", ClusterPlace("tls://photos.example.org:8786")),
        ("tcp://[fe80::1]:8786", ClusterPlace("tcp://[fe80::1]:8786")),
    ],
)
def test_a_cluster_is_an_address_or_this_computer(text: str, place: ClusterPlace):
    assert parse_place(text) == place


@pytest.mark.parametrize(
    "text", ["", "local:0", "local:x", "archive", "archive:0", "archive:99999", "http://archive:80", "a b:1"]
)
def test_what_is_neither_is_a_sentence_that_shows_how(text: str):
    with pytest.raises(SettingsError, match="local:2"):
        parse_place(text)


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("tcp://10.0.0.7:8786", True),
        ("archive:8786", True),
        ("tls://10.0.0.7:8786", False),
        ("tcp://127.0.0.1:8786", False),
        ("tcp://[::1]:8786", False),
        ("localhost:8786", False),
        ("local:2", False),
    ],
)
def test_what_crosses_a_network_in_the_clear_is_known(text: str, is_open: bool):
    assert parse_place(text).is_open_to_others == is_open


def test_tls_needs_three_files_that_are_there(tmp_path: Path):
    files = [tmp_path / name for name in ("ca.pem", "cert.pem", "key.pem")]
    for file in files[:2]:
        file.write_text("-")
    with pytest.raises(SettingsError, match="--tls-key is missing"):
        parse_place("tls://archive:8786", TlsFiles(*files[:2]))
    with pytest.raises(SettingsError, match=r"no file .*key\.pem"):
        parse_place("tls://archive:8786", TlsFiles(*files))
    files[2].write_text("-")
    assert parse_place("archive:8786", TlsFiles(*files)).address == "tls://archive:8786"
    with pytest.raises(SettingsError, match="begins with tls://"):
        parse_place("tcp://archive:8786", TlsFiles(*files))
