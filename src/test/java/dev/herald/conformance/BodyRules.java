package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No body is ever read as a request (RFC 9112, 6.3). Each method is sent with each kind of framing and, where a body would
 * be, another request; behind a reverse proxy that would be a request that the proxy has not seen. At most one request is
 * answered, and on the tracker's ports none of those hidden stores a peer.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class BodyRules {

    /** Where it is asked. */
    abstract int port();

    /** A path that is answered there. */
    abstract String path();

    /** A request that is answered there, of a client of its own. */
    abstract String hidden();

    /** Whether a hidden request has been done. */
    abstract boolean isDone(String hidden) throws IOException;

    static Stream<String> framingNames() {
        return Framings.names().stream();
    }

    @ParameterizedTest
    @MethodSource("framingNames")
    void no_body_is_read_as_a_request(String framing) throws IOException {
        List<String> read = new ArrayList<>();
        for (String method : Framings.METHODS) {
            for (boolean together : new boolean[] {true, false}) {
                String hidden = hidden();
                List<String> answers =
                        Framings.statusLines(port(), Framings.request(method, path(), framing, hidden), together);
                if (answers.size() > 1 || isDone(hidden)) {
                    read.add(method + (together ? " in one piece: " : " in two pieces: ") + answers);
                }
            }
        }
        assertThat(read).isEmpty();
    }
}
