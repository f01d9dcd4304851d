package dev.herald.conformance;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/** Request bodies on a tracker port. The hidden request is an announce of a new torrent. */
abstract class TrackerBodyRules extends RequestBodyRules {

    @Override
    String path() {
        return "/announce";
    }

    @Override
    String hidden() {
        byte[] hash = new byte[20];
        ThreadLocalRandom.current().nextBytes(hash);
        return "GET /announce?info_hash=" + HttpClient.escaped(hash)
                + "&peer_id=-HE0001-000000000001&port=6881&left=1 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    @Override
    boolean isProcessed(String hidden) throws IOException {
        String hash = hidden.substring(hidden.indexOf('?') + 1, hidden.indexOf('&'));
        try (RawHttpConnection connection =
                new RawHttpConnection(DeployedHerald.loopback(1), DeployedHerald.httpNetty())) {
            return connection.get("/scrape?" + hash).body().contains("10:incompletei1e");
        }
    }
}
