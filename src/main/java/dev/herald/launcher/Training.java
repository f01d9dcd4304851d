package dev.herald.launcher;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes the archive of classes that the next start uses, once Herald has been up for a while and the machine has
 * time: another Herald, with the least
 * priority and on a data directory of its own, starts, answers itself, and writes down what it has loaded. It ends with this
 * one.
 */
final class Training {

    /** Set in the Herald that trains. */
    static final String ROLE = "dev.herald.training";

    /** Seconds from the start to the training, however busy the machine is; others than the tests have no reason to set it. */
    static final String DELAY = "dev.herald.training.delay";

    private static final Logger LOG = System.getLogger(Training.class.getName());
    private static final int FIRST_AHEAD_OF_TIME = 25;
    private static final List<String> COLLECTORS = List.of("UseSerialGC", "UseParallelGC", "UseG1GC");

    /** An archive fits a JVM that has the same of these. */
    private static final List<String> KEPT = List.of(
            "UseSerialGC",
            "UseParallelGC",
            "UseG1GC",
            "UseZGC",
            "UseShenandoahGC",
            "UseCompressedOops",
            "UseCompactObjectHeaders");

    private final UnpackedJar unpacked;
    private final String archives;
    private volatile Process process;

    private Training(UnpackedJar unpacked, String archives) {
        this.unpacked = unpacked;
        this.archives = archives;
    }

    /** Trains in the background, if this Herald runs unpacked and had no archive. */
    static void begin() {
        String folder = System.getProperty(Restart.FOLDER);
        String archives = System.getProperty(Restart.ARCHIVES);
        if (folder == null || archives == null || System.getProperty(ROLE) != null) {
            LOG.log(Level.DEBUG, "no faster start: {0}", System.getProperty(Restart.OBSTACLE, "this is a training"));
            return;
        }
        Training training = new Training(new UnpackedJar(Path.of(folder)), archives);
        Thread thread = new Thread(training::run, "herald-training");
        thread.setDaemon(true);
        thread.start();
        Runtime.getRuntime().addShutdownHook(new Thread(training::stop, "stop the training"));
    }

    private void run() {
        try {
            StartCache cache = new StartCache(unpacked);
            cache.use();
            if (Long.getLong(DELAY) == null) {
                Leisure.await(Training::pause);
            } else {
                pause();
            }
            cache.tidy();
            if (ArchiveName.options(unpacked.folder(), archives).isEmpty()) {
                cache.alone(this::train);
            } else {
                LOG.log(Level.DEBUG, "started with an archive of classes");
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "cannot make an archive of classes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(delaySeconds(), TimeUnit.SECONDS);
    }

    private void train() throws IOException, InterruptedException {
        Path log = unpacked.folder().resolve(archives + "failed.log");
        if (Files.exists(log)) {
            LOG.log(Level.DEBUG, "no archive of classes, because {0} says why; delete it to try again", log);
            return;
        }
        Path work = StartCache.empty(unpacked.folder().resolve("training"));
        boolean ahead = ahead();
        Path archive = work.resolve("archive");
        Path output = work.resolve("output");
        ProcessBuilder herald = new ProcessBuilder(command(work, archive, ahead))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // Settings of this Herald are none of its business, least of all the database.
        herald.environment().keySet().removeIf(name -> name.toUpperCase(Locale.ROOT)
                .startsWith("HERALD_"));
        process = herald.start();
        int code = process.waitFor();
        if (code == 0 && Files.exists(archive)) {
            String name =
                    ArchiveName.of(archives, Files.size(archive), ahead ? ArchiveName.AHEAD : ArchiveName.DYNAMIC);
            Files.move(archive, unpacked.folder().resolve(name), StandardCopyOption.ATOMIC_MOVE);
            LOG.log(Level.DEBUG, "made {0} for the next start", name);
        } else if (code != 128 + 9) {
            Files.move(output, log, StandardCopyOption.REPLACE_EXISTING);
            LOG.log(Level.DEBUG, "made no archive of classes: {0} says why", log);
        }
        StartCache.empty(work);
    }

    private List<String> command(Path work, Path archive, boolean ahead) {
        List<String> command = new ArrayList<>();
        Path nice = Path.of("/usr/bin/nice");
        if (Files.isExecutable(nice) && delaySeconds() > 0) {
            command.addAll(List.of(nice.toString(), "-n", "19"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String name : KEPT) {
            option(name).ifPresent(option -> command.add("-XX:" + (option.equals("true") ? "+" : "-") + name));
        }
        command.add("-Xmx300m");
        command.add((ahead ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive);
        command.add("-D" + Restart.FOLDER + "=" + unpacked.folder());
        command.add("-D" + ROLE + "=true");
        command.add("-D" + Launch.PARENT + "=" + ProcessHandle.current().pid());
        command.add("-Dherald.data-dir=" + work.resolve("data"));
        command.add("-Dherald.udp.bind=127.0.0.1:0");
        command.add("-Dherald.volume.bind=127.0.0.1:0");
        command.add("-Dherald.http.bind=127.0.0.1:0");
        command.add("-Dherald.admin.bind=127.0.0.1:0");
        command.add("-jar");
        command.add(unpacked.jar().toString());
        return command;
    }

    /** A test that wants it at once wants it fast, too. */
    private static long delaySeconds() {
        return Long.getLong(DELAY, 15);
    }

    /** Of the others the JDK can keep no objects ahead of time, and then does without the archive altogether. */
    private static boolean ahead() {
        return Runtime.version().feature() >= FIRST_AHEAD_OF_TIME
                && COLLECTORS.stream().anyMatch(name -> option(name).equals(Optional.of("true")));
    }

    /** What the JVM made of it; empty if it does not know it. */
    private static Optional<String> option(String name) {
        try {
            return Optional.of(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(name)
                    .getValue());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void stop() {
        Process training = process;
        if (training != null) {
            training.destroyForcibly();
        }
    }
}
