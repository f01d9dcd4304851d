package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** What is kept for a client that asks and asks, and reads no answer. */
final class UnreadResponses {

    private static final String SCRAPES = "GET /scrape?info_hash=aaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\n\r\n".repeat(100);

    /** What one of them is answered with, at the least. */
    private static final int SHORTEST_ANSWER = 150;

    private UnreadResponses() {}

    /** How such a client writes. */
    interface Client {
        void write(String text) throws IOException;
    }

    /** Asks until it is hung up on. All that has been answered is kept for it, in the frontend and in the kernel. */
    static void assertKeepsAtMost(long bytes, TestServer frontend, Client client) {
        AtomicLong sent = new AtomicLong();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        client.write(SCRAPES);
                        sent.addAndGet(SCRAPES.length());
                    }
                })
                .isInstanceOf(IOException.class);
        Eventually.holds(() -> frontend.server.connections() == 0);
        long answered = frontend.metrics.count(
                dev.herald.metrics.Frontend.HTTP_NETTY, Family.IPV4, RequestType.SCRAPE, Outcome.ANSWERED);
        assertThat(answered * SHORTEST_ANSWER).as("bytes of answers").isBetween(10_000L, bytes);
        assertThat(sent.get()).as("bytes of requests").isLessThan(bytes);
    }
}
