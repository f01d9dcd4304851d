package dev.herald.conformance;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The words in which the rules are written: a frontend, a torrent of this test's own, and peers numbered from 1. */
interface Conversation {

    /** Through which the tracker is asked. */
    FrontendClient frontend();

    /** A torrent that nobody else has. */
    InfoHash torrent();

    /** An IPv4 client of its own address, port and peer id, with 100 bytes left. */
    default Announce peer(int number) {
        return Announce.of(torrent(), v4(number), id(number));
    }

    /** An IPv6 client of its own port and peer id, with 100 bytes left. */
    default Announce peer6(int number) {
        return Announce.of(torrent(), v6(number), id(number));
    }

    /** The endpoint of {@link #peer}: 240 loopback addresses, then other ports of the same. */
    default Endpoint v4(int number) {
        return new Endpoint(Address.ofIpv4(0x7f00_0002 + number % 240), 6881 + number);
    }

    /** The endpoint of {@link #peer6}: a machine has but one loopback address for IPv6, so ports tell them apart. */
    default Endpoint v6(int number) {
        return new Endpoint(new Address(0, 1), 6881 + number);
    }

    /** The peer id of client {@code number}. */
    default PeerId id(int number) {
        return PeerId.of("-HE0001-%012d".formatted(number).getBytes(StandardCharsets.US_ASCII), 0);
    }

    default Answer announce(Announce announce) {
        return frontend().announce(announce);
    }

    /** What a scrape tells of this test's torrent. */
    default Counts counts() {
        return frontend().scrape(List.of(torrent())).get(torrent());
    }
}
