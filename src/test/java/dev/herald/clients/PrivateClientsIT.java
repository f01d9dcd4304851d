package dev.herald.clients;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real clients on a private tracker: with a key they move a file, and without a good one they say why not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PrivateClientsIT {

    private static final Duration SAID = Duration.ofMinutes(3);

    /**
     * A client that is refused, and what its user reads.
     *
     * @param target path and query of its announce URL
     */
    record Refused(Software client, TrackerRoute frontend, String target, String text) {

        @Override
        public String toString() {
            return client + " through " + frontend + " at " + target;
        }
    }

    private Path folder;
    private Transfers transfers;

    @BeforeAll
    void begin_all_transfers(@TempDir Path folder) throws Exception {
        this.folder = folder;
        transfers = new Transfers(Herald.Mode.PRIVATE, Cell.ofPrivateTracker(), folder);
    }

    @AfterAll
    void end() throws Exception {
        if (transfers != null) {
            transfers.close();
        }
    }

    static List<Cell> cells() {
        return Cell.ofPrivateTracker();
    }

    static List<Refused> refused() {
        List<Refused> refused = new ArrayList<>();
        for (Software client : Software.values()) {
            refused.add(new Refused(client, TrackerRoute.HTTP_V4, KeyForm.NONE.target(""), "missing passkey"));
            refused.add(new Refused(
                    client, TrackerRoute.HTTP_V4, KeyForm.BEHIND.target(Herald.UNKNOWN_KEY), "invalid passkey"));
            refused.add(new Refused(
                    client, TrackerRoute.HTTP_V4, KeyForm.BEHIND.target(Herald.EXPIRED_KEY), "Key has expired"));
            refused.add(new Refused(
                    client, TrackerRoute.HTTP_NETTY_V6, KeyForm.ALONE.target(Herald.UNKNOWN_KEY), "invalid passkey"));
            if (client == Software.LIBTORRENT) {
                // It keeps the text that comes over UDP to itself.
                refused.add(new Refused(
                        client, TrackerRoute.UDP_V4, KeyForm.BEHIND.target(Herald.UNKNOWN_KEY), "tracker_error_alert"));
            } else {
                refused.add(new Refused(
                        client, TrackerRoute.UDP_V4, KeyForm.BEHIND.target(Herald.LEECHERS_KEY), "missing passkey"));
            }
        }
        return refused;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void with_a_key_the_file_arrives_and_everyone_is_counted(Cell cell) throws Throwable {
        transfers.await(cell);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void without_a_good_key_the_client_shows_why(Refused cell) throws Exception {
        cell.client().require();
        Path home = Files.createTempDirectory(folder, "refused");
        Files.createDirectory(Client.files(home));
        Torrent torrent = new Torrent(home.getFileName().toString());
        Path metainfo =
                torrent.saveMetainfo(home, cell.frontend().url(transfers.arena().tracker(), cell.target()));
        Client client = cell.client().start(transfers.arena().newHost(), home, metainfo);
        try {
            Eventually.says(
                    cell + " says:\n" + client.lastWords(),
                    cell.text(),
                    () -> client.lastWords().contains(cell.text()) ? cell.text() : client.lastWords(),
                    SAID);
        } finally {
            client.kill();
        }
    }
}
