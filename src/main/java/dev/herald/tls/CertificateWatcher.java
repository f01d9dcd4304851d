package dev.herald.tls;

import dev.herald.metrics.Certificates;
import dev.herald.net.DaemonThreads;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A certificate and its key that are always those of the files. The files are read every few seconds, because that sees
 * every kind of renewal (links that are moved, files that are overwritten, volumes that are mounted anew) and costs a few
 * kilobytes from the cache.
 *
 * <p>Files that cannot be used leave what was used before in use. A renewal writes two files one after the other, so a pair that
 * does not fit is believed to be broken only if it is still the same the next time.
 *
 * @param <T> what a frontend needs for a connection
 */
public final class CertificateWatcher<T> implements AutoCloseable {

    private static final Logger LOG = System.getLogger(CertificateWatcher.class.getName());
    private static final int INTERVAL_SECONDS = 5;

    /** Makes of a certificate what a frontend needs. */
    public interface Use<T> {

        /**
         * Makes it, or puts the certificate in use.
         *
         * @return empty if that cannot be done yet; then it is tried again at the next look
         * @throws IOException if it cannot be done
         */
        Optional<T> of(PemIdentity identity) throws IOException;
    }

    private final PemFiles files;
    private final Use<T> use;
    private final Certificates.State state;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-certificates");

    /** What the files held when {@link #current} was made of them, and when they were last seen to be broken. */
    private byte[] used = {};

    private byte[] doubted = {};
    private byte[] broken = {};
    private volatile Optional<T> current = Optional.empty();

    private CertificateWatcher(PemFiles files, Use<T> use, Certificates.State state, InstantSource clock) {
        this.files = files;
        this.use = use;
        this.state = state;
        this.clock = clock;
    }

    /**
     * Reads the files and begins to watch them.
     *
     * @throws IOException naming the setting and the file, if they cannot be used
     */
    public static <T> CertificateWatcher<T> of(
            PemFiles files, Use<T> use, Certificates.State state, InstantSource clock) throws IOException {
        CertificateWatcher<T> watch = unattended(files, use, state, clock);
        watch.attend();
        return watch;
    }

    /**
     * Reads the files and begins to watch them, for a frontend that is opened later with a certificate that it was given by somebody
     * else: nothing counts as in use before the first look.
     *
     * @throws IOException naming the setting and the file, if they cannot be used
     */
    public static <T> CertificateWatcher<T> later(
            PemFiles files, Use<T> use, Certificates.State state, InstantSource clock) throws IOException {
        CertificateWatcher<T> watch = unattendedLater(files, use, state, clock);
        watch.attend();
        return watch;
    }

    private void attend() {
        var unused = thread.scheduleWithFixedDelay(
                () -> state.watch().run(this::look), INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    /** One that looks when it is told to. */
    static <T> CertificateWatcher<T> unattended(
            PemFiles files, Use<T> use, Certificates.State state, InstantSource clock) throws IOException {
        CertificateWatcher<T> watch = new CertificateWatcher<>(files, use, state, clock);
        // Read once, so that no renewal between two reads is missed.
        PemFiles.Identified read = files.identified(clock.instant());
        boolean unused = watch.take(
                use.of(read.identity()), read.identity(), read.contents().both());
        return watch;
    }

    /** The same for {@link #later}. */
    static <T> CertificateWatcher<T> unattendedLater(
            PemFiles files, Use<T> use, Certificates.State state, InstantSource clock) throws IOException {
        PemIdentity unused = files.read(clock.instant());
        return new CertificateWatcher<>(files, use, state, clock);
    }

    /**
     * What new connections use.
     *
     * @throws java.util.NoSuchElementException if nothing is in use yet
     */
    public T current() {
        return current.orElseThrow();
    }

    /** Reads the files again; for the thread, and for tests in its place. */
    void look() {
        byte[] found = {};
        try {
            PemFiles.Contents contents = files.contents();
            found = contents.both();
            if (!Arrays.equals(found, used) || broken.length > 0) {
                renew(contents.identity(clock.instant()), found);
            }
            doubted = new byte[0];
        } catch (InvalidPemException | IOException | RuntimeException e) {
            doubt(found.length == 0 ? new byte[] {0} : found, e);
        }
    }

    private void renew(PemIdentity identity, byte[] found) throws IOException {
        boolean renewal = current.isPresent();
        if (take(use.of(identity), identity, found) && renewal) {
            LOG.log(
                    Level.INFO,
                    "{0}: the certificate in {1} is in use, valid until {2}",
                    files.setting(),
                    files.certificate(),
                    identity.chain().get(0).getNotAfter().toInstant());
        }
    }

    /** Notes that it is in use, if it is. */
    private boolean take(Optional<T> made, PemIdentity identity, byte[] found) {
        if (made.isEmpty()) {
            return false;
        }
        current = made;
        used = found;
        broken = new byte[0];
        state.used(identity.expires());
        return true;
    }

    private void doubt(byte[] found, Exception fault) {
        if (Arrays.equals(found, doubted) && !Arrays.equals(found, broken)) {
            broken = found;
            state.failed("still with the old certificate: " + PemFiles.reason(fault));
            LOG.log(
                    Level.WARNING,
                    files.setting() + ": keeps the old certificate, as that in " + files.certificate()
                            + " and the key in " + files.key() + " cannot be used: " + PemFiles.reason(fault));
        }
        doubted = found;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
