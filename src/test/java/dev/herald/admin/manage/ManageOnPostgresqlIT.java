package dev.herald.admin.manage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.registry.PostgresqlServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What depends on the database, on PostgreSQL. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ManageOnPostgresqlIT {

    @RegisterExtension
    static final ManagedHerald HERALD = new ManagedHerald(() -> {
        Map<String, String> settings =
                new HashMap<>(ManagedHerald.on(PostgresqlServer.running().fresh()));
        settings.put("HERALD_MEMORY_MAX_PEERS", "2");
        return settings;
    });

    @Nested
    final class Keys_and_lists extends ListRules {
        Keys_and_lists() {
            super(HERALD);
        }
    }

    @Nested
    final class Imports_and_exports extends TransferRules {
        Imports_and_exports() {
            super(HERALD);
        }
    }

    @Nested
    final class The_house extends HouseRules {
        The_house() {
            super(HERALD);
        }
    }

    /** Beside its databases, this one has room for two peers only. */
    @Nested
    final class The_room_for_peers {

        @Test
        void who_finds_none_is_answered_and_readiness_and_metrics_tell() throws IOException {
            assertThat(announce(1)).contains("10:incompletei1e");
            assertThat(ready()).contains("\"stored\"").doesNotContain("full");
            assertThat(announce(2)).contains("10:incompletei2e");
            assertThat(announce(3)).contains("10:incompletei2e", "5:peers12:");

            assertThat(ready()).contains("\"full\"", "herald.memory.max-peers");
            assertThat(HERALD.api().get("/torrents").items()).hasSize(1);
            assertThat(Api.fetch(HERALD.api().root() + "/api/v1/metrics?format=prometheus&token=" + ManagedHerald.TOKEN)
                            .body())
                    .contains("\nherald_peers_turned_away_total 1\n");
        }

        private String ready() {
            Api.Answer answer = Api.fetch(HERALD.api().root() + "/health/ready");
            assertThat(answer.status()).isEqualTo(200);
            return answer.body();
        }

        private String announce(int peer) throws IOException {
            URI url = URI.create(HERALD.announceUrl() + "?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-HR0100-peer-numbe-"
                    + peer + "&port=" + (7000 + peer) + "&left=7&event=started");
            try (InputStream body = url.toURL().openStream()) {
                return new String(body.readAllBytes(), ISO_8859_1);
            }
        }
    }
}
