package dev.herald.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.AllocatedBytes;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.metrics.Frontend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies are written into an array of their exact length, as the allocated bytes show. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class AnnounceBodyTest {

    private static final FailureResponses FAILURES = new FailureResponses(Client.POLICY);
    private static final List<Integer> COUNTS = List.of(0, 1, 16, 17, 50, 166, 167, 200);

    /** The writer, the response, the header of the array and its padding. The shortest body is longer. */
    private static final int BESIDE = 100;

    /**
     * A response.
     *
     * @param ipv4 the number of IPv4 peers
     * @param ipv6 the number of IPv6 peers
     */
    record Case(Family source, Answer answer, int ipv4, int ipv6) {}

    record Answer(SwarmCounts counts, int intervalSeconds, int minIntervalSeconds) {}

    static Stream<Case> cases() {
        List<Answer> answers = List.of(
                new Answer(new SwarmCounts(0, 0, 0, 0), 60, 30),
                new Answer(new SwarmCounts(9, 10, 10, 99), 1800, 900),
                new Answer(new SwarmCounts(100, 1_000_000_000, 5, 999_999), 14_400, 10_000));
        return Stream.of(Family.values()).flatMap(source -> answers.stream().flatMap(answer -> COUNTS.stream()
                .flatMap(ipv4 -> COUNTS.stream().map(ipv6 -> new Case(source, answer, ipv4, ipv6)))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void body_with_packed_peers_is_not_copied(Case one) {
        assertExact(one, true);
    }

    static Stream<Case> empty() {
        return cases().filter(one -> one.ipv4 + one.ipv6 == 0);
    }

    @ParameterizedTest
    @MethodSource("empty")
    void body_with_an_empty_list_is_not_copied(Case one) {
        assertExact(one, false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void body_is_a_dictionary_with_all_peers(Case one) {
        Map<String, Object> packed = decoded(one, true);
        assertThat((String) packed.get("peers")).hasSize(6 * one.ipv4);
        assertThat((String) packed.getOrDefault("peers6", "")).hasSize(18 * one.ipv6);
        assertThat((List<?>) decoded(one, false).get("peers")).hasSize(one.ipv4 + one.ipv6);
    }

    private static Map<String, Object> decoded(Case one, boolean compact) {
        AnnounceBody body = body(one, compact);
        accept(body, one.answer);
        return Bdecode.dictionary(bytes(body));
    }

    private static void assertExact(Case one, boolean compact) {
        List<AnnounceBody> written = new ArrayList<>();
        long allocated = AllocatedBytes.leastOf(() -> noted(written, one, compact), body -> accept(body, one.answer));
        int length = bytes(written.get(0)).length;
        assertThat(allocated).as("%s, %d bytes", one, length).isBetween((long) length, (long) length + BESIDE);
    }

    private static AnnounceBody noted(List<AnnounceBody> written, Case one, boolean compact) {
        AnnounceBody body = body(one, compact);
        written.add(body);
        return body;
    }

    private static void accept(AnnounceBody body, Answer answer) {
        body.accepted(answer.intervalSeconds, answer.minIntervalSeconds);
    }

    private static AnnounceBody body(Case one, boolean compact) {
        Address source = one.source == Family.IPV4 ? Address.ofIpv4(0x01020304) : new Address(1, 2);
        AnnounceBody body = new AnnounceBody(Frontend.HTTP_NETTY, source, compact, false, FAILURES);
        body.peers(Family.IPV4, new byte[6 * one.ipv4], 0, one.ipv4);
        body.peers(Family.IPV6, new byte[18 * one.ipv6], 0, one.ipv6);
        SwarmCounts counts = one.answer.counts;
        body.counts(counts.complete(), counts.incomplete(), counts.downloaders(), counts.downloaded());
        return body;
    }

    private static byte[] bytes(AnnounceBody body) {
        return body.response().body();
    }
}
