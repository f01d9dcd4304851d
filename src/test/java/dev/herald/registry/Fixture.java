package dev.herald.registry;

import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.access.Decision;
import dev.herald.app.Migrations;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.InfoHash;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A registry on a migrated database, as {@code app} builds it, and its {@link Access}. */
final class Fixture implements AutoCloseable {

    static final long NOW = 1_800_000_000L;
    static final String KEY = "abcdefghijklmnopqrstuvwxyz-_0189";
    static final Actor ALICE = new Actor("alice");

    final AtomicLong second = new AtomicLong(NOW);

    /** The last flush of totals. */
    final AtomicLong flush = new AtomicLong(100);

    final List<InfoHash> forbidden = new ArrayList<>();
    final Access access = new Access(new AccessSettings(true, true, true), new Random(1), forbidden::add);
    final RegistrySettings settings;
    final Database database;
    final Registry registry;
    private final LocalTransactions transactions;

    private Fixture(RegistrySettings settings, UnaryOperator<Transactions> decorator) {
        this.settings = settings;
        database = new Database(settings, Path.of(""));
        transactions = new LocalTransactions(database);
        InstantSource clock = () -> Instant.ofEpochSecond(second.get());
        registry = new Registry(decorator.apply(transactions), database, access, clock);
    }

    /** A new database. */
    static Fixture fresh(DatabaseServer server) {
        RegistrySettings settings = server.fresh();
        Migrations.apply(new Database(settings, Path.of("")));
        return on(settings);
    }

    /** An existing database. */
    static Fixture on(RegistrySettings settings) {
        return new Fixture(settings, transactions -> transactions);
    }

    /** An existing database with decorated transactions. */
    static Fixture on(RegistrySettings settings, UnaryOperator<Transactions> decorator) {
        return new Fixture(settings, decorator);
    }

    Decision key(String key) {
        return access.key(AccessKey.of(key), second.get());
    }

    Decision torrent(String hash) {
        return access.torrent(InfoHash.ofHex(hash));
    }

    /** The audit, oldest first, as {@code actor action subject: outcome}. */
    List<String> audited() {
        return registry.audit().list(AuditQuery.all(Long.MAX_VALUE, Audit.MAX_LIMIT)).stream()
                .sorted((a, b) -> Long.compare(a.id(), b.id()))
                .map(entry -> entry.actor() + " " + entry.action()
                        + (entry.subject().isEmpty() ? "" : " " + entry.subject()) + ": " + entry.outcome())
                .toList();
    }

    /** A key that ends in {@code number}. */
    static String key(int number) {
        return "key-%012d".formatted(number);
    }

    /** An info-hash that ends in {@code number}. */
    static String hash(int number) {
        return "%040x".formatted(number);
    }

    @Override
    public void close() {
        transactions.close();
    }
}
