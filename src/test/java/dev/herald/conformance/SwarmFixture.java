package dev.herald.conformance;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fixture of the tracker tests: a frontend, a torrent that only this test uses, and peers numbered from 1. */
interface SwarmFixture {

    /** The client of the frontend under test. */
    FrontendClient frontend();

    /** A torrent that no other test uses. */
    InfoHash torrent();

    /** An announce of IPv4 peer {@code number}, with its own address, port and peer id and 100 bytes left. */
    default Announce peer(int number) {
        return Announce.of(torrent(), v4(number), id(number));
    }

    /** An announce of IPv6 peer {@code number}, with its own port and peer id and 100 bytes left. */
    default Announce peer6(int number) {
        return Announce.of(torrent(), v6(number), id(number));
    }

    /** The endpoint of {@link #peer}: one of 240 loopback addresses, and a port for each number. */
    default Endpoint v4(int number) {
        return new Endpoint(Address.ofIpv4(0x7f00_0002 + number % 240), 6881 + number);
    }

    /** The endpoint of {@link #peer6}. IPv6 has only one loopback address, so the peers differ by port. */
    default Endpoint v6(int number) {
        return new Endpoint(new Address(0, 1), 6881 + number);
    }

    /** The peer id of peer {@code number}. */
    default PeerId id(int number) {
        return PeerId.of("-HE0001-%012d".formatted(number).getBytes(StandardCharsets.US_ASCII), 0);
    }

    default Answer announce(Announce announce) {
        return frontend().announce(announce);
    }

    /** The counts of {@link #torrent} in a scrape. */
    default Counts counts() {
        return frontend().scrape(List.of(torrent())).get(torrent());
    }
}
