package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors that the container detects before it calls the API. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class ContainerRules {

    private final ManagedHerald herald;

    ContainerRules(ManagedHerald herald) {
        this.herald = herald;
    }

    @Test
    void a_status_unknown_to_the_container_has_its_reason_phrase() throws IOException {
        String body = "{\"label\":7}";
        assertThat(ask(
                        "POST /manage/v1/tokens",
                        "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
                .startsWith("HTTP/1.1 422 Unprocessable Content\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/manage/v1/keys/%5C",
                "/manage/v1/keys/\\",
                "/manage/v1/keys/{",
                "/manage/v1/keys/%00",
                "/manage/v1/keys/%ff",
                "/manage/v1/%5c"
            })
    void an_undecodable_path_is_answered_with_a_problem_document(String path) throws IOException {
        assertProblem(ask("GET " + path, "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 20_000, 30_000})
    void a_long_URI_is_answered_with_a_problem_document(int length) throws IOException {
        assertProblem(ask("GET /manage/v1/keys/" + "k".repeat(length), "\r\n"));
        assertProblem(ask("GET /manage/v1/keys?after=" + "k".repeat(length), "\r\n"));
    }

    private static void assertProblem(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 4");
        String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
        assertThat(head).contains("\r\nContent-Type: application/problem+json");
        assertThat(answer.substring(head.length() + 4)).startsWith("{");
    }

    private String ask(String request, String rest) throws IOException {
        URI root = URI.create(herald.api().root());
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(30_000);
            String head = request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                    + ManagedHerald.TOKEN + "\r\n" + rest;
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
