package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Download counts through three lives of a server that writes them at its end only. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class TotalsIT {

    private static final Map<String, String> LATE = Map.of("HERALD_TOTALS_INTERVAL", "3600");
    private static final Map<String, String> FORGETFUL = Map.of("HERALD_TOTALS_PERSIST", "false");
    private static final String ONE = "5452869be36f9f3350ccee6b4544e7e76caaadab";
    private static final String OTHER = "9e0217d0fa71c87332cd8bf9dbeabcb2c2cf3c4d";

    @TempDir
    Path folder;

    @Test
    void survive_a_clean_restart_and_go_on_and_are_forgotten_where_they_are_not_persisted() throws Exception {
        try (Server herald = Server.start(folder, LATE)) {
            Clients.download(herald.udp(), ONE, 2);
            Clients.download(herald.http(), ONE, 3);
            Clients.download(herald.http(), OTHER, 2);
            assertThat(Clients.downloaded(herald.http(), ONE)).isEqualTo(2);
            assertThat(herald.end("TERM")).isZero();
            assertThat(herald.errors()).doesNotContain("WARNING", "ERROR", "SEVERE");
        }
        try (Server herald = Server.start(folder, LATE)) {
            assertThat(Clients.downloaded(herald.http(), ONE)).isEqualTo(2);
            assertThat(Clients.downloaded(herald.udp(), OTHER)).isEqualTo(1);
            Clients.download(herald.udp(), ONE, 2);
            assertThat(Clients.downloaded(herald.udp(), ONE)).isEqualTo(3);
            assertThat(herald.end("TERM")).isZero();
        }
        try (Server herald = Server.start(folder, FORGETFUL)) {
            assertThat(Clients.downloaded(herald.http(), ONE)).isZero();
            Clients.download(herald.http(), ONE, 2);
            assertThat(Clients.downloaded(herald.http(), ONE)).isEqualTo(1);
        }
    }
}
