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

/** Real clients on a private tracker: with a valid key they transfer a file, without one they show the reason. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PrivateClientsIT {

    private static final Duration MESSAGE_TIMEOUT = Duration.ofMinutes(3);

    /**
     * A client whose announce is rejected, and the message that it shows.
     *
     * @param target path and query of its announce URL
     */
    record RejectedCase(ClientSoftware client, TrackerRoute frontend, String target, String text) {

        @Override
        public String toString() {
            return client + " through " + frontend + " at " + target;
        }
    }

    private Path folder;
    private Transfers transfers;

    @BeforeAll
    void startTransfers(@TempDir Path folder) throws Exception {
        this.folder = folder;
        transfers = new Transfers(TrackerProcess.Mode.PRIVATE, TransferCase.forPrivateTracker(), folder);
    }

    @AfterAll
    void end() throws Exception {
        if (transfers != null) {
            transfers.close();
        }
    }

    static List<TransferCase> cases() {
        return TransferCase.forPrivateTracker();
    }

    static List<RejectedCase> rejected() {
        List<RejectedCase> rejected = new ArrayList<>();
        for (ClientSoftware client : ClientSoftware.values()) {
            rejected.add(new RejectedCase(client, TrackerRoute.HTTP_V4, KeyForm.NONE.target(""), "missing passkey"));
            rejected.add(new RejectedCase(
                    client,
                    TrackerRoute.HTTP_V4,
                    KeyForm.PATH_SUFFIX.target(TrackerProcess.UNKNOWN_KEY),
                    "invalid passkey"));
            rejected.add(new RejectedCase(
                    client,
                    TrackerRoute.HTTP_V4,
                    KeyForm.PATH_SUFFIX.target(TrackerProcess.EXPIRED_KEY),
                    "Key has expired"));
            rejected.add(new RejectedCase(
                    client,
                    TrackerRoute.HTTP_NETTY_V6,
                    KeyForm.PATH_ONLY.target(TrackerProcess.UNKNOWN_KEY),
                    "invalid passkey"));
            if (client == ClientSoftware.LIBTORRENT) {
                // It does not show the text of a UDP error.
                rejected.add(new RejectedCase(
                        client,
                        TrackerRoute.UDP_V4,
                        KeyForm.PATH_SUFFIX.target(TrackerProcess.UNKNOWN_KEY),
                        "tracker_error_alert"));
            } else {
                rejected.add(new RejectedCase(
                        client,
                        TrackerRoute.UDP_V4,
                        KeyForm.PATH_SUFFIX.target(TrackerProcess.LEECHER_KEY),
                        "missing passkey"));
            }
        }
        return rejected;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void file_is_transferred_and_peers_are_counted_with_a_valid_key(TransferCase transferCase) throws Throwable {
        transfers.await(transferCase);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejected")
    void client_shows_the_reason_without_a_valid_key(RejectedCase transferCase) throws Exception {
        transferCase.client().require();
        Path home = Files.createTempDirectory(folder, "rejected");
        Files.createDirectory(Client.files(home));
        Torrent torrent = new Torrent(home.getFileName().toString());
        Path metainfo = torrent.saveMetainfo(
                home, transferCase.frontend().url(transfers.network().tracker(), transferCase.target()));
        Client client = transferCase.client().start(transfers.network().newHost(), home, metainfo);
        try {
            Eventually.says(
                    transferCase + " shows:\n" + client.logTail(),
                    transferCase.text(),
                    () -> client.logTail().contains(transferCase.text()) ? transferCase.text() : client.logTail(),
                    MESSAGE_TIMEOUT);
        } finally {
            client.kill();
        }
    }
}
