package dev.herald.http;

import dev.herald.benchmark.Population;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import io.netty.buffer.ByteBuf;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Query strings of announces (BEP 3) by the peers of a {@link Population}, without the question mark. */
final class AnnounceQueries {

    private static final byte[][] ESCAPED = new byte[256][];

    static {
        for (int i = 0; i < ESCAPED.length; i++) {
            String text = URLEncoder.encode(String.valueOf((char) i), StandardCharsets.ISO_8859_1);
            ESCAPED[i] = ascii(text.replace("+", "%20"));
        }
    }

    private static final byte[] INFO_HASH = ascii("info_hash=");
    private static final byte[] PEER_ID = ascii("&peer_id=");
    private static final byte[] PORT = ascii("&port=");
    private static final byte[] LEFT = ascii("&uploaded=0&downloaded=0&left=");
    private static final byte[] REST = ascii("&corrupt=0&key=800F79C0&numwant=50&compact=1&no_peer_id=1");

    private final Population population;
    private final byte[] word = new byte[InfoHash.BYTES];

    AnnounceQueries(Population population) {
        this.population = population;
    }

    /** Writes the query string of a peer's announce. */
    ByteBuf write(ByteBuf out, int peer) {
        population.infoHash(peer).write(word, 0);
        escaped(out.writeBytes(INFO_HASH), InfoHash.BYTES);
        population.peerId(peer).write(word, 0);
        escaped(out.writeBytes(PEER_ID), PeerId.BYTES);
        number(out.writeBytes(PORT), population.port(peer));
        number(out.writeBytes(LEFT), population.left(peer));
        return out.writeBytes(REST);
    }

    private void escaped(ByteBuf out, int length) {
        for (int i = 0; i < length; i++) {
            out.writeBytes(ESCAPED[word[i] & 0xff]);
        }
    }

    private static void number(ByteBuf out, long number) {
        out.writeCharSequence(Long.toString(number), StandardCharsets.US_ASCII);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
