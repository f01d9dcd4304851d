package dev.herald.clients;

import dev.herald.clients.Herald.Counts;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The life of one small swarm, from the seeder's first announce to the last goodbye, with the tracker's counts on the way. */
final class Transfer {

    private static final Logger LOGGER = System.getLogger(Transfer.class.getName());
    private static final Duration ARRIVAL = Duration.ofMinutes(3);

    private final Arena arena;
    private final Herald herald;
    private final Path folder;

    /** Keeps everything that the clients write in {@code folder}. */
    Transfer(Arena arena, Herald herald, Path folder) {
        this.arena = arena;
        this.herald = herald;
        this.folder = folder;
    }

    /**
     * Moves the file, with a second try for a client that is known to need one.
     *
     * @return from the leecher's start to the arrival of the file
     * @throws AssertionError with the last words of everyone involved
     */
    Duration run(Cell cell) throws IOException, InterruptedException {
        cell.client().require();
        for (int attempt = 1; attempt < cell.attempts(); attempt++) {
            try {
                return run(cell, attempt);
            } catch (AssertionError e) {
                LOGGER.log(Level.WARNING, "tried again: " + e.getMessage());
            }
        }
        return run(cell, cell.attempts());
    }

    private Duration run(Cell cell, int attempt) throws IOException, InterruptedException {
        String name = cell.slug() + "-" + attempt;
        Torrent torrent = new Torrent(name);
        List<Client> cast = new ArrayList<>();
        try {
            return play(cell, torrent, Files.createDirectory(folder.resolve(name)), cast);
        } catch (AssertionError e) {
            throw new AssertionError(cell + ", " + e.getMessage() + lastWords(cast), e);
        } finally {
            cast.forEach(Client::kill);
        }
    }

    /** Adds every client that it starts to {@code cast}. */
    private Duration play(Cell cell, Torrent torrent, Path home, List<Client> cast)
            throws IOException, InterruptedException {
        Path seeding = clientHome(home, "seeder");
        Path leeching = clientHome(home, "leecher");
        torrent.saveContent(Client.files(seeding));

        Client seeder =
                cell.seeder().start(arena.newHost(), seeding, metainfo(cell, torrent, seeding, Herald.SEEDERS_KEY));
        cast.add(seeder);
        count("after the seeder's start", torrent, new Counts(1, 0, 0));
        long start = System.nanoTime();
        Client leecher =
                cell.leecher().start(arena.newHost(), leeching, metainfo(cell, torrent, leeching, Herald.LEECHERS_KEY));
        cast.add(leecher);
        count("after the leecher's start", torrent, new Counts(1, 0, 1));
        seeder.release();
        leecher.release();
        Eventually.says(
                "the leecher's file", torrent.fileHash(), () -> torrent.hashIn(Client.files(leeching)), ARRIVAL);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        count("after the file's arrival", torrent, new Counts(2, 1, 0));
        leecher.leave();
        count("after the leecher's goodbye", torrent, new Counts(1, 1, 0));
        seeder.leave();
        count("after the seeder's goodbye", torrent, new Counts(0, 1, 0));
        return taken;
    }

    private Path metainfo(Cell cell, Torrent torrent, Path home, String key) throws IOException {
        return torrent.saveMetainfo(
                home, cell.frontend().url(arena.tracker(), cell.form().target(key)));
    }

    private void count(String when, Torrent torrent, Counts counts) throws InterruptedException {
        herald.awaitCounts(when, torrent.infoHash(), counts);
    }

    private String lastWords(List<Client> cast) {
        StringBuilder words = new StringBuilder();
        for (Client client : cast) {
            words.append("\n--- ")
                    .append(client.getClass().getSimpleName())
                    .append('\n')
                    .append(client.lastWords());
        }
        return words.append("\n--- tracker\n").append(herald.lastWords()).toString();
    }

    private static Path clientHome(Path home, String role) throws IOException {
        Path clientHome = home.resolve(role);
        Files.createDirectories(Client.files(clientHome));
        return clientHome;
    }
}
