package dev.herald.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.access.Access;
import dev.herald.access.Decision;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.InfoHash;
import dev.herald.conformance.DeployedHerald;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Commits that fail in the server, with its transactions, pool and persistence provider. PostgreSQL executes the statements and
 * rejects the commit, by a deferred constraint.
 */
@DeployedHerald.Settings({"herald.listed=true", "herald.private=true", "herald.api.token.admin=" + RollBackIT.TOKEN})
@ExtendWith({DeployedHerald.class, OnPostgresql.class, ArquillianExtension.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
final class RollBackIT {

    static final String TOKEN = "the-token-of-the-tests";

    /** More than the pool has connections. */
    private static final int TIMES = 20;

    private static final Actor ALICE = new Actor("alice");
    private static final String LISTED = "1".repeat(40);
    private static final String UNLISTED = "2".repeat(40);
    private static final String KEY = "a-key-of-the-tests";

    @Inject
    private Registry registry;

    @Inject
    private Access access;

    @Inject
    private Database database;

    @Inject
    private Transactions transactions;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry synchronizations;

    @Deployment
    static WebArchive herald() {
        return DeployedHerald.warWithTests().addClasses(OnPostgresql.class, Tables.class);
    }

    @AfterEach
    void let_it_commit() {
        refuse(false);
    }

    @Test
    void a_rejected_commit_changes_nothing() {
        registry.whitelist().put(ALICE, new Entry(LISTED, "before", "", 1, Entry.FOREVER));
        refuse(true);
        List<String> before = rows();

        for (int i = 0; i < TIMES; i++) {
            assertThatThrownBy(() -> registry.whitelist().add(ALICE, Entry.of(UNLISTED, 1)))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("the commit is refused");
        }
        assertFails(() -> registry.whitelist().put(ALICE, new Entry(LISTED, "after", "", 1, Entry.FOREVER)));
        assertFails(() -> registry.whitelist().remove(ALICE, LISTED));
        assertFails(() -> registry.whitelist()
                .importAll(ALICE, Collections.nCopies(2, Entry.of(UNLISTED, 1)).iterator()));
        assertFails(() -> registry.keys().add(ALICE, Entry.of(KEY, 1)));
        assertFails(() -> registry.denylist().add(ALICE, Entry.of(LISTED, 1)));

        assertThat(rows()).isEqualTo(before);
        assertThat(torrent(LISTED)).isEqualTo(Decision.ALLOWED);
        assertThat(torrent(UNLISTED)).isEqualTo(Decision.UNLISTED);
        assertThat(access.key(AccessKey.of(KEY), 1)).isEqualTo(Decision.UNKNOWN_KEY);
        assertThat(registry.whitelist().find(LISTED).orElseThrow().label()).isEqualTo("before");
        assertThat(registry.whitelist().find(UNLISTED)).isEmpty();
    }

    @Test
    void a_change_after_a_failed_one_is_made() {
        refuse(true);
        assertFails(() -> registry.whitelist().add(ALICE, Entry.of(UNLISTED, 1)));
        refuse(false);

        assertThat(registry.whitelist().add(ALICE, Entry.of(UNLISTED, 1))).isTrue();

        assertThat(torrent(UNLISTED)).isEqualTo(Decision.ALLOWED);
        assertThat(rows()).contains("listed " + UNLISTED);
        // Maintenance may write failed changes of other lists to the audit at any time.
        assertThat(registry.audit().list(AuditQuery.all(Long.MAX_VALUE, Audit.MAX_LIMIT)))
                .filteredOn(entry -> entry.action().startsWith("whitelist."))
                .extracting(entry -> entry.action() + " " + entry.subject() + " " + entry.outcome())
                .startsWith("whitelist.add " + UNLISTED + " done", "whitelist.add " + UNLISTED + " failed");
        assertThat(registry.whitelist().remove(ALICE, UNLISTED)).isTrue();
    }

    @Test
    void a_transaction_marked_for_rollback_changes_nothing() {
        Registry doomed =
                new Registry(new Doomed(transactions, synchronizations), database, access, InstantSource.system());
        List<String> before = rows();

        assertFails(() -> doomed.whitelist().add(ALICE, Entry.of(UNLISTED, 1)));
        assertFails(() -> doomed.keys().add(ALICE, Entry.of(KEY, 1)));

        assertThat(rows()).isEqualTo(before);
        assertThat(torrent(UNLISTED)).isEqualTo(Decision.UNLISTED);
        assertThat(access.key(AccessKey.of(KEY), 1)).isEqualTo(Decision.UNKNOWN_KEY);
    }

    @Test
    void both_APIs_report_the_failure_and_continue() throws Exception {
        refuse(true);
        HttpResponse<String> put = send("PUT", "/manage/v1/whitelist/" + UNLISTED);
        assertThat(put.statusCode()).isEqualTo(503);
        assertThat(put.body()).contains("nothing was changed", "the commit is refused");
        HttpResponse<String> post = send("POST", "/api/v1/whitelist/" + UNLISTED);
        assertThat(post.statusCode()).isEqualTo(500);
        assertThat(post.body()).startsWith("Unhandled rejection: Err { reason: \"failed to whitelist torrent: ");
        assertThat(send("GET", "/manage/v1/whitelist/" + UNLISTED).statusCode()).isEqualTo(404);
        assertThat(torrent(UNLISTED)).isEqualTo(Decision.UNLISTED);

        refuse(false);
        assertThat(send("PUT", "/manage/v1/whitelist/" + UNLISTED).statusCode()).isEqualTo(201);
        assertThat(torrent(UNLISTED)).isEqualTo(Decision.ALLOWED);
        assertThat(send("DELETE", "/manage/v1/whitelist/" + UNLISTED).statusCode())
                .isEqualTo(204);
    }

    /**
     * Marks every transaction for rollback when its commit has begun.
     *
     * @param real the container's
     * @param registry of the transaction of the thread
     */
    private record Doomed(Transactions real, TransactionSynchronizationRegistry registry) implements Transactions {

        @Override
        public <T> T run(Function<EntityManager, T> work) {
            return real.run(entities -> {
                T result = work.apply(entities);
                registry.registerInterposedSynchronization(new Synchronization() {
                    @Override
                    public void beforeCompletion() {
                        registry.setRollbackOnly();
                    }

                    @Override
                    public void afterCompletion(int status) {
                        // The failure is asserted by the test.
                    }
                });
                return result;
            });
        }
    }

    private static void assertFails(ThrowingCallable change) {
        assertThatThrownBy(change).isInstanceOf(RegistryUnavailableException.class);
    }

    private Decision torrent(String hash) {
        return access.torrent(InfoHash.ofHex(hash));
    }

    private static HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .proxy(ProxySelector.of(null))
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + System.getProperty("herald.admin.bind") + path))
                                .header("Authorization", "Bearer " + TOKEN)
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }

    /** Makes every commit of a change of a list fail, or succeed again. */
    private void refuse(boolean refusing) {
        for (String table : List.of("listed_torrents", "denied_torrents", "access_keys")) {
            Tables.run(database, "drop trigger if exists refusing on " + table);
            if (refusing) {
                Tables.run(
                        database,
                        "create or replace function refuse() returns trigger language plpgsql as"
                                + " 'begin raise exception ''the commit is refused''; end'",
                        "create constraint trigger refusing after insert or update or delete on " + table
                                + " deferrable initially deferred for each row execute function refuse()");
            }
        }
    }

    private List<String> rows() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select string_agg(r, ';' order by r) from (select 'listed ' || id r from listed_torrents"
                                + " union all select 'denied ' || id from denied_torrents"
                                + " union all select 'key ' || id from access_keys) x")) {
            rows.next();
            return List.of(String.valueOf(rows.getString(1)).split(";", -1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
