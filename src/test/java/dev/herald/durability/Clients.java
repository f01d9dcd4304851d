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

/** What clients of the tracker do. */
final class Clients {

    private static final PeerId ID = PeerId.of("-HR0100-durability01".getBytes(StandardCharsets.US_ASCII), 0);

    private Clients() {}

    /** A peer at 127.0.0.{@code number}, with 100 bytes left. */
    static Announce leecher(String hash, int number) {
        return Announce.of(InfoHash.ofHex(hash), new Endpoint(Address.ofIpv4(0x7f00_0000 + number), 6000 + number), ID);
    }

    /** Downloads a torrent as somebody who has not been there before. */
    static void download(FrontendClient client, String hash, int number) {
        client.announce(leecher(hash, number).started());
        client.announce(leecher(hash, number).completed().left(0));
    }

    /** How often a torrent was downloaded, as clients are told. */
    static int downloaded(FrontendClient client, String hash) {
        InfoHash torrent = InfoHash.ofHex(hash);
        Counts counts = client.scrape(List.of(torrent)).get(torrent);
        return counts == null ? 0 : counts.downloaded();
    }

    /** Whether the tracker serves that torrent to whoever has that key. */
    static boolean served(FrontendClient client, String key, String hash) {
        try {
            client.at("/announce/" + key).announce(leecher(hash, 1).event(AnnounceEvent.STOPPED));
            return true;
        } catch (RejectedException e) {
            return false;
        }
    }
}
