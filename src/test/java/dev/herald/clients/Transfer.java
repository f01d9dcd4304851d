package dev.herald.clients;

import dev.herald.clients.TrackerProcess.Counts;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One transfer, from the seeder's first announce to the last {@code stopped}, with a check of the tracker's counts after each step. */
final class Transfer {

    private static final Logger LOGGER = System.getLogger(Transfer.class.getName());
    private static final Duration TRANSFER_TIMEOUT = Duration.ofMinutes(3);

    private final ClientNetwork network;
    private final TrackerProcess herald;
    private final Path folder;

    /** All files of the clients are in {@code folder}. */
    Transfer(ClientNetwork network, TrackerProcess herald, Path folder) {
        this.network = network;
        this.herald = herald;
        this.folder = folder;
    }

    /**
     * Transfers the file, with the number of attempts of the case.
     *
     * @return time from the leecher's start to the complete file
     * @throws AssertionError with the logs of the clients and the tracker
     */
    Duration run(TransferCase transferCase) throws IOException, InterruptedException {
        transferCase.client().require();
        for (int attempt = 1; attempt < transferCase.attempts(); attempt++) {
            try {
                return run(transferCase, attempt);
            } catch (AssertionError e) {
                LOGGER.log(Level.WARNING, "retrying: " + e.getMessage());
            }
        }
        return run(transferCase, transferCase.attempts());
    }

    private Duration run(TransferCase transferCase, int attempt) throws IOException, InterruptedException {
        String name = transferCase.directoryName() + "-" + attempt;
        Torrent torrent = new Torrent(name);
        List<Client> clients = new ArrayList<>();
        try {
            return transfer(transferCase, torrent, Files.createDirectory(folder.resolve(name)), clients);
        } catch (AssertionError e) {
            throw new AssertionError(transferCase + ", " + e.getMessage() + logTail(clients), e);
        } finally {
            clients.forEach(Client::kill);
        }
    }

    /** Adds every client that it starts to {@code clients}. */
    private Duration transfer(TransferCase transferCase, Torrent torrent, Path home, List<Client> clients)
            throws IOException, InterruptedException {
        Path seeding = clientHome(home, "seeder");
        Path leeching = clientHome(home, "leecher");
        torrent.saveContent(Client.files(seeding));

        Client seeder = transferCase
                .seeder()
                .start(network.newHost(), seeding, metainfo(transferCase, torrent, seeding, TrackerProcess.SEEDER_KEY));
        clients.add(seeder);
        count("after the seeder's start", torrent, new Counts(1, 0, 0));
        long start = System.nanoTime();
        Client leecher = transferCase
                .leecher()
                .start(
                        network.newHost(),
                        leeching,
                        metainfo(transferCase, torrent, leeching, TrackerProcess.LEECHER_KEY));
        clients.add(leecher);
        count("after the leecher's start", torrent, new Counts(1, 0, 1));
        seeder.release();
        leecher.release();
        Eventually.says(
                "the leecher's file",
                torrent.fileHash(),
                () -> torrent.hashIn(Client.files(leeching)),
                TRANSFER_TIMEOUT);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        count("after the completed event", torrent, new Counts(2, 1, 0));
        leecher.stop();
        count("after the leecher's stopped event", torrent, new Counts(1, 1, 0));
        seeder.stop();
        count("after the seeder's stopped event", torrent, new Counts(0, 1, 0));
        return taken;
    }

    private Path metainfo(TransferCase transferCase, Torrent torrent, Path home, String key) throws IOException {
        return torrent.saveMetainfo(
                home,
                transferCase
                        .frontend()
                        .url(network.tracker(), transferCase.form().target(key)));
    }

    private void count(String when, Torrent torrent, Counts counts) throws InterruptedException {
        herald.awaitCounts(when, torrent.infoHash(), counts);
    }

    private String logTail(List<Client> clients) {
        StringBuilder logs = new StringBuilder();
        for (Client client : clients) {
            logs.append("\n--- ")
                    .append(client.getClass().getSimpleName())
                    .append('\n')
                    .append(client.logTail());
        }
        return logs.append("\n--- tracker\n").append(herald.logTail()).toString();
    }

    private static Path clientHome(Path home, String role) throws IOException {
        Path clientHome = home.resolve(role);
        Files.createDirectories(Client.files(clientHome));
        return clientHome;
    }
}
