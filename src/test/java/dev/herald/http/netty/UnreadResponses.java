package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** What is buffered for a client that sends requests and does not read the responses. */
final class UnreadResponses {

    private static final String SCRAPES = "GET /scrape?info_hash=aaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\n\r\n".repeat(100);

    /** The least size of a response. */
    private static final int MIN_RESPONSE_BYTES = 150;

    private UnreadResponses() {}

    /** Sends text. */
    interface Client {
        void write(String text) throws IOException;
    }

    /** Sends requests until the server closes the connection. All responses are buffered, in the frontend and the kernel. */
    static void assertBuffersAtMost(long bytes, TestServer frontend, Client client) {
        AtomicLong sent = new AtomicLong();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        client.write(SCRAPES);
                        sent.addAndGet(SCRAPES.length());
                    }
                })
                .isInstanceOf(IOException.class);
        Eventually.holds(() -> frontend.server.connections() == 0);
        long answered = frontend.metrics.count(Frontend.HTTP_NETTY, Family.IPV4, RequestType.SCRAPE, Outcome.ANSWERED);
        assertThat(answered * MIN_RESPONSE_BYTES).as("bytes of answers").isBetween(10_000L, bytes);
        assertThat(sent.get()).as("bytes of requests").isLessThan(bytes);
    }
}
