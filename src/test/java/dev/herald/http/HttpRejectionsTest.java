package dev.herald.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.metrics.AnswerTimes;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Reason;
import dev.herald.metrics.RejectionLog.Entry;
import dev.herald.metrics.RequestType;
import dev.herald.tracker.AnnouncePolicy;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the counters and the log of rejections say about each kind of request that is not served, and which answers are timed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class HttpRejectionsTest {

    private static final String GOOD =
            "/announce?info_hash=" + Client.IH + "&peer_id=" + Client.PID + "&port=6881&left=1";

    private final Client client = new Client();

    @Test
    void a_served_request_is_no_rejection() {
        client.get(GOOD);
        client.get("/scrape?info_hash=" + Client.IH);
        client.get("/health_check");
        assertThat(client.metrics.rejectionLog().latest()).isEmpty();
    }

    @Test
    void what_cannot_be_parsed_is_an_invalid_request() {
        client.get("/announce");
        client.get("/nowhere");
        client.get("/scrape");
        assertThat(client.metrics.rejections(Frontend.HTTP_JAXRS, Reason.INVALID_REQUEST))
                .isEqualTo(3);
    }

    @Test
    void what_the_tracker_rejects_has_its_reason_torrent_and_client() {
        Client strict = new Client(new AnnouncePolicy(1800, 900, 0, 50, 200, AnnouncePolicy.Unreachable.REJECT, false));
        strict.get(GOOD.replace("6881", "1").replace(Client.PID, "-TR4050-abcdefghijkl"), "2001:db8:1:2::3");
        assertThat(strict.metrics.rejections(Frontend.HTTP_JAXRS, Reason.INVALID_PORT))
                .isOne();
        Entry entry = strict.metrics.rejectionLog().latest().get(0);
        assertThat(entry.client()).hasValue("Transmission 4.0.5");
        assertThat(entry.infoHash()).isPresent();
        assertThat(entry.network()).hasToString("2001:db8:1::/48");
    }

    @Test
    void a_proxy_that_sends_no_client_has_a_reason_of_its_own() {
        Client proxied = new Client(Client.POLICY, "10.0.0.0/8");
        proxied.send("GET", GOOD, "10.0.0.1", name -> List.of());
        assertThat(proxied.metrics.rejections(Frontend.HTTP_JAXRS, Reason.UNKNOWN_CLIENT))
                .isOne();
    }

    @Test
    void a_connection_over_a_limit_is_counted() {
        client.tracker.refused(Address.ofIpv4(7));
        assertThat(client.metrics.rejections(Frontend.HTTP_JAXRS, Reason.TOO_MANY_CONNECTIONS))
                .isOne();
    }

    @Test
    void one_of_64_answers_is_timed_and_no_rejection() {
        for (int i = 0; i < 100 * HttpTracker.REQUESTS_PER_TIMING; i++) {
            client.get(GOOD);
            client.get("/announce");
        }
        AnswerTimes times = client.metrics.answerTimes(Frontend.HTTP_JAXRS, RequestType.ANNOUNCE);
        assertThat(times.total()).isBetween(30L, 250L);
        assertThat(times.nanos()).isPositive();
        assertThat(client.metrics.answerTimes(Frontend.HTTP_JAXRS).total()).isEqualTo(times.total());
    }
}
