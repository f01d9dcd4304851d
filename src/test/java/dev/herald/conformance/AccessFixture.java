package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herald.bittorrent.InfoHash;
import java.util.List;

/**
 * Fixture of the access control tests. {@link #frontend} sends a valid key and {@link #torrent} is on the whitelist; a public
 * tracker ignores both.
 */
interface AccessFixture extends SwarmFixture {

    /** An expiry time in the far future, in seconds since the epoch. */
    long FAR_FUTURE = 4_000_000_000L;

    /** Changes keys, the whitelist and the deny list. */
    Operator operator();

    /** The key that {@link #frontend} sends. */
    String key();

    /** A key in the valid format that does not exist. */
    String unknownKey();

    /** A torrent that is not on the whitelist. */
    default InfoHash unlisted() {
        return new InfoHash(torrent().high(), torrent().middle() + 1, torrent().low());
    }

    /** A client with another announce URL. */
    default FrontendClient at(String url) {
        return frontend().at(url);
    }

    /** The failure text of a rejected announce. It repeats no key of the request and reveals no internals of the tracker. */
    default String rejectionText(FrontendClient client, Announce announce) {
        RejectedException rejected = catchThrowableOfType(RejectedException.class, () -> client.announce(announce));
        assertThat(rejected).as("accepted").isNotNull();
        assertThat(rejected.getMessage())
                .doesNotContain(key(), unknownKey(), "src/", "HE0001", "\n", "Exception", "127.0.0")
                .hasSizeLessThan(300);
        return rejected.getMessage();
    }

    /** The counts of one torrent in a scrape by {@code client}. */
    default Counts counts(FrontendClient client, InfoHash torrent) {
        return client.scrape(List.of(torrent)).get(torrent);
    }

    default void assertAllZero(Counts counts) {
        assertThat(counts.complete()).isZero();
        assertThat(counts.incomplete()).isZero();
        assertThat(counts.downloaded()).isZero();
    }

    /** The same announce with another info hash. */
    static Announce of(InfoHash torrent, Announce announce) {
        return new Announce(
                torrent, announce.peer(), announce.id(), announce.event(), announce.left(), announce.numWant());
    }
}
