package dev.herald.payara;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ErrorPageTest {

    @Test
    void every_status_has_a_text() {
        assertThat(ErrorPage.text(404)).isEqualTo("not found\n");
        assertThat(ErrorPage.text(405)).isEqualTo("method not allowed\n");
        assertThat(ErrorPage.text(414)).isEqualTo("Request-URI Too Long\n");
        assertThat(ErrorPage.text(418)).isEqualTo("refused\n");
        assertThat(ErrorPage.text(500)).isEqualTo("internal error\n");
        assertThat(ErrorPage.text(599)).isEqualTo("internal error\n");
    }
}
