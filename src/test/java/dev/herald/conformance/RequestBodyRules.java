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
 * The server never parses a body as a request (RFC 9112 section 6.3), because a reverse proxy would not have seen that request.
 * Each test sends each method with one framing and a hidden request as the body. The server must send at most one response, and
 * the hidden request must store no peer.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class RequestBodyRules {

    /** The port of the server. */
    abstract int port();

    /** A path that the server answers. */
    abstract String path();

    /** A request that the server answers, different each time. */
    abstract String hidden();

    /** Whether a hidden request was processed. */
    abstract boolean isProcessed(String hidden) throws IOException;

    static Stream<String> framingNames() {
        return Framings.names().stream();
    }

    @ParameterizedTest
    @MethodSource("framingNames")
    void body_is_not_parsed_as_a_request(String framing) throws IOException {
        List<String> parsed = new ArrayList<>();
        for (String method : Framings.METHODS) {
            for (boolean together : new boolean[] {true, false}) {
                String hidden = hidden();
                List<String> answers =
                        Framings.statusLines(port(), Framings.request(method, path(), framing, hidden), together);
                if (answers.size() > 1 || isProcessed(hidden)) {
                    parsed.add(method + (together ? " in one piece: " : " in two pieces: ") + answers);
                }
            }
        }
        assertThat(parsed).isEmpty();
    }
}
