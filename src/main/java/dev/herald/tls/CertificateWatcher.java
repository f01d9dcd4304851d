package dev.herald.tls;

import dev.herald.metrics.Certificates;
import dev.herald.net.DaemonThreads;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a certificate and its key up to date with their files. Polls the contents, which detects every kind of renewal (replaced links,
 * overwritten files, remounted volumes) and costs a few kilobytes from the page cache.
 *
 * <p>If the files cannot be used, the previous certificate stays in use. A renewal replaces two files one after the other, so an invalid
 * pair is reported only if the next poll finds it unchanged.
 *
 * @param <T> what a frontend uses for a connection
 */
public final class CertificateWatcher<T> implements AutoCloseable {

    private static final Logger LOG = System.getLogger(CertificateWatcher.class.getName());
    private static final int INTERVAL_SECONDS = 5;
    private static final PemFiles.Contents NONE = new PemFiles.Contents("", "");

    /** Puts a certificate in use. */
    public interface Use<T> {

        /**
         * Creates what a frontend uses for a connection, or puts the certificate in use itself.
         *
         * @return empty if this is not possible yet; then the next poll tries again
         * @throws IOException if this fails
         */
        Optional<T> of(PemIdentity identity) throws IOException;
    }

    private final PemFiles files;
    private final Use<T> use;
    private final Certificates.State state;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-certificates");

    /** The contents of {@link #current}, of the last poll if they were invalid, and of the last report about invalid ones. */
    private PemFiles.Contents used = NONE;

    private Optional<PemFiles.Contents> invalid = Optional.empty();
    private Optional<PemFiles.Contents> reported = Optional.empty();
    private volatile Optional<T> current = Optional.empty();

    /** Creates a watcher that has read nothing. */
    CertificateWatcher(PemFiles files, Use<T> use, Certificates.State state, InstantSource clock) {
        this.files = files;
        this.use = use;
        this.state = state;
        this.clock = clock;
    }

    /**
     * Reads the files, puts the certificate in use, and starts to watch the files.
     *
     * @throws IOException naming the setting and file, if they cannot be used
     */
    public static <T> CertificateWatcher<T> of(
            PemFiles files, Use<T> use, Certificates.State state, InstantSource clock) throws IOException {
        CertificateWatcher<T> watcher = new CertificateWatcher<>(files, use, state, clock);
        watcher.load();
        watcher.start();
        return watcher;
    }

    /**
     * Validates the files and starts to watch them, for a frontend that is opened later and reads them itself. No certificate counts as used
     * before the first poll.
     *
     * @throws IOException naming the setting and file, if they cannot be used
     */
    public static <T> CertificateWatcher<T> deferred(
            PemFiles files, Use<T> use, Certificates.State state, InstantSource clock) throws IOException {
        PemIdentity unused = files.read(clock.instant());
        CertificateWatcher<T> watcher = new CertificateWatcher<>(files, use, state, clock);
        watcher.start();
        return watcher;
    }

    private void start() {
        var unused = thread.scheduleWithFixedDelay(
                () -> state.watch().run(this::poll), INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    /** Reads the files once, so that no renewal between two reads is missed, and puts the certificate in use. */
    void load() throws IOException {
        PemFiles.Contents contents;
        PemIdentity identity;
        try {
            contents = files.contents();
            identity = contents.identity(clock.instant());
        } catch (IOException e) {
            throw files.unusable(e);
        }
        boolean unused = use(contents, identity);
    }

    /**
     * What new connections use.
     *
     * @throws java.util.NoSuchElementException if nothing is in use yet
     */
    public T current() {
        return current.orElseThrow();
    }

    /** Reads the files, and puts a changed certificate in use. */
    void poll() {
        PemFiles.Contents contents = NONE;
        try {
            contents = files.contents();
            if (!contents.equals(used) || reported.isPresent()) {
                renew(contents, contents.identity(clock.instant()));
            }
            invalid = Optional.empty();
        } catch (IOException | RuntimeException e) {
            reportIfUnchanged(Optional.of(contents), e);
        }
    }

    private void renew(PemFiles.Contents contents, PemIdentity identity) throws IOException {
        boolean renewal = current.isPresent();
        if (use(contents, identity) && renewal) {
            LOG.log(
                    Level.INFO,
                    "{0}: the certificate in {1} is in use, valid until {2}",
                    files.setting(),
                    files.certificate(),
                    identity.chain().get(0).getNotAfter().toInstant());
        }
    }

    /** Returns whether the certificate is in use. */
    private boolean use(PemFiles.Contents contents, PemIdentity identity) throws IOException {
        Optional<T> created = use.of(identity);
        if (created.isPresent()) {
            current = created;
            used = contents;
            reported = Optional.empty();
            state.used(identity.expires());
        }
        return created.isPresent();
    }

    private void reportIfUnchanged(Optional<PemFiles.Contents> contents, Exception cause) {
        if (contents.equals(invalid) && !contents.equals(reported)) {
            reported = contents;
            state.failed("the previous certificate is still in use: " + PemFiles.reason(cause));
            LOG.log(
                    Level.WARNING,
                    files.setting() + ": keeps the previous certificate, because " + files.certificate() + " and "
                            + files.key() + " cannot be used: " + PemFiles.reason(cause));
        }
        invalid = contents;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
