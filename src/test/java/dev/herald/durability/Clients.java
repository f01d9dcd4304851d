package dev.herald.durability;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.conformance.Announce;
import dev.herald.conformance.Counts;
import dev.herald.conformance.FrontendClient;
import dev.herald.conformance.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests of BitTorrent clients. */
final class Clients {

    private static final PeerId ID = PeerId.of("-HR0100-durability01".getBytes(StandardCharsets.US_ASCII), 0);

    private Clients() {}

    /** A leecher at 127.0.0.{@code number}, port 6000 + {@code number}. */
    static Announce leecher(String hash, int number) {
        return Announce.of(InfoHash.ofHex(hash), new Endpoint(Address.ofIpv4(0x7f00_0000 + number), 6000 + number), ID);
    }

    /** Announces a complete download by a new peer: {@code started}, then {@code completed}. */
    static void download(FrontendClient client, String hash, int number) {
        client.announce(leecher(hash, number).started());
        client.announce(leecher(hash, number).completed().left(0));
    }

    /** The download count of a torrent in a scrape. */
    static int downloaded(FrontendClient client, String hash) {
        InfoHash torrent = InfoHash.ofHex(hash);
        Counts counts = client.scrape(List.of(torrent)).get(torrent);
        return counts == null ? 0 : counts.downloaded();
    }

    /** Whether the tracker accepts an announce of the torrent with the key. */
    static boolean served(FrontendClient client, String key, String hash) {
        try {
            client.at("/announce/" + key).announce(leecher(hash, 1).event(AnnounceEvent.STOPPED));
            return true;
        } catch (RejectedException e) {
            return false;
        }
    }
}
