package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.clients.Eventually;
import dev.herald.conformance.FrontendClient;
import java.time.Duration;

/** Download counts of one torrent across kills of the server. Counts that reached the database must survive. */
final class DownloadCounts {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Postgresql database;
    private long written;

    DownloadCounts(Postgresql database) {
        this.database = database;
    }

    /** Checks the counts, announces a download and waits until it is stored, then announces one that may be lost. */
    void checkAndDownload(Server server) throws InterruptedException {
        FrontendClient client = server.http().at("/announce/" + ExpectedLists.KEY);
        long found = database.total(ExpectedLists.HASH);
        assertThat(found).isBetween(written, written + 1);
        assertThat(Clients.downloaded(client, ExpectedLists.HASH)).isEqualTo((int) found);
        Clients.download(client, ExpectedLists.HASH, 2);
        written = found + 1;
        Eventually.says(
                "the total", Long.toString(written), () -> Long.toString(database.total(ExpectedLists.HASH)), TIMEOUT);
        Clients.download(client, ExpectedLists.HASH, 3);
    }
}
