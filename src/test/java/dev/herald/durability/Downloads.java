package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.clients.Eventually;
import dev.herald.conformance.FrontendClient;
import java.time.Duration;

/** Downloads of one torrent from a server that is killed in between: those that were in the database are never lost. */
final class Downloads {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Postgresql database;
    private long written;

    Downloads(Postgresql database) {
        this.database = database;
    }

    /** Compares, makes one that is waited for, and one that may be lost. */
    void goOn(Server server) throws InterruptedException {
        FrontendClient client = server.http().at("/announce/" + Books.KEY);
        long found = database.total(Books.HASH);
        assertThat(found).isBetween(written, written + 1);
        assertThat(Clients.downloaded(client, Books.HASH)).isEqualTo((int) found);
        Clients.download(client, Books.HASH, 2);
        written = found + 1;
        Eventually.says("the total", Long.toString(written), () -> Long.toString(database.total(Books.HASH)), PATIENCE);
        Clients.download(client, Books.HASH, 3);
    }
}
