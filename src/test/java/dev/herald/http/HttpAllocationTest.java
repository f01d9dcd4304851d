package dev.herald.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.AllocatedBytes;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Counts allocated bytes, which are the same on every machine. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class HttpAllocationTest {

    private static final int BUDGET_WITHOUT_PEERS = 1200;

    /**
     * Six bytes are copied from the swarm (in two runs, so the array grows once) and from there into the response. An object
     * for each peer would add 16 bytes.
     */
    private static final int BUDGET_PER_PEER = 18;

    /** 26 bytes from the swarm, and a dictionary of about 70, for which 96 are reserved. */
    private static final int BUDGET_PER_LISTED_PEER = 300;

    private final Client client = new Client();

    /** Prevents dead-code elimination. */
    private long kept;

    @Test
    void announce_stays_within_its_budget() {
        TrackerRequest request = announce("numwant=0");
        assertThat(Client.text(client.answer(request))).contains("5:peers0:");
        assertThat(bytesPerCall(() -> client.answer(request))).isLessThanOrEqualTo(BUDGET_WITHOUT_PEERS);
    }

    @Test
    void no_object_is_allocated_for_a_packed_peer() {
        fillSwarm();
        TrackerRequest request = announce("numwant=200");
        assertThat(Client.text(client.answer(request))).contains("5:peers1200:");
        assertThat(bytesPerCall(() -> client.answer(request)))
                .isLessThanOrEqualTo(BUDGET_WITHOUT_PEERS + 200 * BUDGET_PER_PEER);
    }

    @Test
    void no_object_is_allocated_for_a_peer_in_a_list() {
        fillSwarm();
        TrackerRequest request = announce("numwant=200&compact=0");
        assertThat(Client.text(client.answer(request))).contains("5:peersld2:ip");
        assertThat(bytesPerCall(() -> client.answer(request)))
                .isLessThanOrEqualTo(BUDGET_WITHOUT_PEERS + 200 * BUDGET_PER_LISTED_PEER);
    }

    @Test
    void rejection_allocates_at_most_300_bytes() {
        TrackerRequest request = request("info_hash=" + Client.IH + "&peer_id=x");
        assertThat(Client.text(client.answer(request))).contains("invalid peer_id");
        assertThat(bytesPerCall(() -> client.answer(request))).isLessThanOrEqualTo(300);
    }

    private void fillSwarm() {
        for (int i = 0; i < 250; i++) {
            client.announce("203.0.113." + i, "peer_id=-XX0000-000000000" + (100 + i) + "&port=6881&left=1");
        }
    }

    private static TrackerRequest announce(String rest) {
        return request("info_hash=" + Client.IH + "&peer_id=" + Client.PID
                + "&port=6881&uploaded=0&downloaded=0&left=1&" + rest);
    }

    private static TrackerRequest request(String query) {
        return new TrackerRequest("GET", "/announce", query, Client.address("192.0.2.1"), name -> List.of());
    }

    private long bytesPerCall(Supplier<TrackerResponse> call) {
        return AllocatedBytes.perCall(() -> kept += call.get().body().length);
    }
}
