package dev.herald.admin.manage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.registry.PostgresqlServer;
import dev.herald.registry.RegistrySettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On PostgreSQL, with few connections and a small swarm store. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ManageOnPostgresqlIT extends DatabaseRules {

    private static final int MOST_CONNECTIONS = 2;

    private static RegistrySettings database;

    @RegisterExtension
    static final ManagedHerald HERALD = new ManagedHerald(() -> {
        database = PostgresqlServer.running().fresh();
        Map<String, String> settings = new HashMap<>(ManagedHerald.on(database));
        settings.put("HERALD_DATABASE_MAX_CONNECTIONS", Integer.toString(MOST_CONNECTIONS));
        settings.put("HERALD_MEMORY_MAX_PEERS", "3");
        return settings;
    });

    ManageOnPostgresqlIT() {
        super(HERALD, () -> database);
    }

    @Nested
    final class The_connections {

        private static final int CLIENTS = 12;
        private static final int ROUNDS = 10;

        /** The database rejects further connections, which the API would report. */
        @Test
        void are_limited_by_the_setting() {
            PostgresqlServer server = PostgresqlServer.running();
            server.limitConnections(database, MOST_CONNECTIONS);
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            try {
                List<CompletableFuture<List<ManageApi.Answer>>> answers = IntStream.range(0, CLIENTS)
                        .mapToObj(client -> CompletableFuture.supplyAsync(() -> askOften(client), clients))
                        .toList();

                assertThat(answers.stream().flatMap(each -> each.join().stream()))
                        .allSatisfy(answer -> assertThat(
                                        answer.status() < 300 || answer.body().contains("busy"))
                                .as(answer.body())
                                .isTrue())
                        .filteredOn(answer -> answer.status() < 300)
                        .hasSizeGreaterThan(CLIENTS * ROUNDS / 2);
                assertThat(server.connections(database)).isEqualTo(MOST_CONNECTIONS);
            } finally {
                clients.shutdown();
                server.limitConnections(database, -1);
            }
        }

        private List<ManageApi.Answer> askOften(int client) {
            List<ManageApi.Answer> answers = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                String number = "%040d".formatted(client * ROUNDS + round);
                answers.add(
                        switch (client % 6) {
                            case 0 -> HERALD.api().put("/whitelist/" + number, "{}");
                            case 1 -> HERALD.api().put("/keys/" + number, "{}");
                            case 2 -> HERALD.api().get("/denylist/export");
                            case 3 -> HERALD.api().ask("GET", "/api/v1/whitelist/reload", BodyPublishers.noBody());
                            case 4 -> HERALD.api().ask("GET", "/api/v1/keys/reload", BodyPublishers.noBody());
                            default -> HERALD.api().get("/audit");
                        });
            }
            return answers;
        }
    }

    /** This Herald stores a torrent and two peers only. */
    @Nested
    final class The_room_for_peers {

        @Test
        void peers_beyond_the_limit_are_answered_and_reported() throws IOException {
            assertThat(announce(1)).contains("10:incompletei1e");
            assertThat(ready()).contains("\"stored\"").doesNotContain("full");
            assertThat(announce(2)).contains("10:incompletei2e");
            assertThat(announce(3)).contains("10:incompletei2e", "5:peers12:");

            assertThat(ready()).contains("\"full\"", "herald.memory.max-peers");
            assertThat(HERALD.api().get("/torrents").items()).hasSize(1);
            assertThat(ManageApi.fetch(HERALD.api().root() + "/api/v1/metrics?format=prometheus&token="
                                    + ManagedHerald.TOKEN)
                            .body())
                    .contains("\nherald_peers_turned_away_total{full=\"store\"} 1\n");
        }

        private String ready() {
            ManageApi.Answer answer = ManageApi.fetch(HERALD.api().root() + "/health/ready");
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
