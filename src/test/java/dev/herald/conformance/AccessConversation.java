package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herald.bittorrent.InfoHash;
import java.util.List;

/**
 * The words in which the rules of access are written. {@link #frontend} speaks with a valid key, and {@link #torrent} is listed;
 * on a tracker that asks for neither that makes no difference.
 */
interface AccessConversation extends Conversation {

    /** A time that no test will see. */
    long LATER = 4_000_000_000L;

    /** Whoever may change keys and lists. */
    Operator operator();

    /** The key of {@link #frontend}. */
    String key();

    /** A key of the right form that nobody has. */
    String unknownKey();

    /** A torrent that is not listed. */
    default InfoHash unlisted() {
        return new InfoHash(torrent().high(), torrent().middle() + 1, torrent().low());
    }

    /** A client that has pasted another URL. */
    default FrontendClient at(String url) {
        return frontend().at(url);
    }

    /** What the client is told who is refused, which is nothing that the client said and nothing of the tracker's inside. */
    default String refusal(FrontendClient client, Announce announce) {
        Refused refused = catchThrowableOfType(Refused.class, () -> client.announce(announce));
        assertThat(refused).as("accepted").isNotNull();
        assertThat(refused.getMessage())
                .doesNotContain(key(), unknownKey(), "src/", "HE0001", "\n", "Exception", "127.0.0")
                .hasSizeLessThan(300);
        return refused.getMessage();
    }

    /** What a scrape with that client tells of one torrent. */
    default Counts counts(FrontendClient client, InfoHash torrent) {
        return client.scrape(List.of(torrent)).get(torrent);
    }

    default void assertNothing(Counts counts) {
        assertThat(counts.complete()).isZero();
        assertThat(counts.incomplete()).isZero();
        assertThat(counts.downloaded()).isZero();
    }

    /** The same announce for another torrent. */
    static Announce of(InfoHash torrent, Announce announce) {
        return new Announce(
                torrent, announce.peer(), announce.id(), announce.event(), announce.left(), announce.wanted());
    }
}
