"""Which addresses may be called: by their spelling, and by where they lead."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitus.kernel.outbound.addresses import Allowed, is_public, parsed
from habitus.kernel.outbound.errors import AddressRefused
from habitus.kernel.outbound.urls import Url

NOT_PUBLIC = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "172.15.0.1",
    "172.32.0.1",
    "2606:4700::1111",
    "2a00:1450::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_machines_of_ones_own_network_and_of_nobody_are_not_public(address):
    assert not is_public(parsed(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_machines_of_the_open_internet_are(address):
    assert is_public(parsed(address))


@given(st.ip_addresses())
def test_nothing_is_public_that_the_standard_library_knows_to_be_special(address):
    special = address.is_private or address.is_loopback or address.is_multicast or address.is_link_local
    assert not (
        is_public(parsed(str(address))) and special and address not in ipaddress.ip_network("64:ff9b::/96")
    )


@given(st.ip_addresses(v=4))
def test_ipv4_in_the_clothes_of_ipv6_is_ipv4(address):
    assert is_public(parsed(f"::ffff:{address}")) == is_public(address)
    assert is_public(parsed(f"64:ff9b::{address}")) == is_public(address)


def test_what_is_listed_may_be_called_and_nothing_else():
    allowed = Allowed.parse(" 192.168.1.0/24 , 10.0.0.7:8080,[fd00::/8]:443, Nas.Home:11434, printer ")

    def may(host, port, *addresses):
        return allowed.may_call(host, port, [parsed(address) for address in addresses])

    assert may("anything", 1, "192.168.1.9")
    assert not may("anything", 1, "192.168.2.9")
    assert (may("x", 8080, "10.0.0.7"), may("x", 8081, "10.0.0.7")) == (True, False)
    assert (may("x", 443, "fd00::1"), may("x", 80, "fd00::1")) == (True, False)
    assert (may("nas.home", 11434, "10.9.9.9"), may("nas.home", 80, "10.9.9.9")) == (True, False)
    assert may("printer", 9100, "10.1.1.1")
    assert not may("printer.evil", 9100, "10.1.1.1")
    assert may("x", 1, "8.8.8.8")
    assert not may("x", 1, "8.8.8.8", "10.1.1.1"), "a name that leads to both is refused"
    assert may("x", 1, "192.168.1.9", "::ffff:192.168.1.9", "8.8.8.8")


@pytest.mark.parametrize(
    "text", ["192.168.1.1/24", "10.0.0.0/33", "127.1", "nas:0", "nas:99999", "nas:x", ":80"]
)
def test_a_list_that_does_not_fit_is_refused(text):
    with pytest.raises(ValueError):
        Allowed.parse(f"10.0.0.0/8, {text}")


def test_an_address_has_one_spelling():
    assert Url.parse("HTTPS://Example.COM.:8443/a?b=c") == ("https", "example.com", 8443, "/a?b=c")
    assert Url.parse("http://[2A00::1]?x") == ("http", "2a00::1", 80, "/?x")
    assert Url.parse("https://example.com").under("v1/chat").text == "https://example.com:443/v1/chat"
    assert Url.parse("https://example.com/api/").under("/v1").text == "https://example.com:443/api/v1"


@pytest.mark.parametrize("path", ["#x", "a b", "a\nb", "ä", "\\x"])
def test_a_path_cannot_lead_elsewhere(path):
    with pytest.raises(AddressRefused):
        Url.parse("https://example.com").under(path)


@given(st.text(max_size=40))
def test_whatever_people_write_has_a_plain_host_or_is_refused(text):
    try:
        url = Url.parse(f"http://{text}")
    except AddressRefused:
        return
    assert set(url.host) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-_:")
    assert 1 <= url.port <= 65535
