package dev.herald.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.metrics.Certificates;
import dev.herald.metrics.PeriodicTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateWatcherTest {

    private final Instant now = Instant.now();

    private PemPair first;
    private PemPair second;
    private PemPair rsa;
    private final Certificates certificates = new Certificates(new PeriodicTasks());
    private final Certificates.State state = certificates.of("http.netty");

    @BeforeAll
    void createCertificates() throws Exception {
        first = PemPair.make("EC");
        second = PemPair.make("EC");
        rsa = PemPair.make("RSA");
    }

    @Test
    void renewed_certificate_is_used_after_the_next_poll(@TempDir Path folder) throws Exception {
        CertificateWatcher<X509Certificate> watcher = watch(folder, first, now);
        assertThat(watcher.current()).isEqualTo(first.read());
        long renewals = state.renewals();

        write(folder, rsa);
        watcher.poll();

        assertThat(watcher.current()).isEqualTo(rsa.read());
        assertThat(state.renewals()).isEqualTo(renewals + 1);
        assertThat(state.complaint(now.getEpochSecond())).isEmpty();
        X509Certificate used = watcher.current();
        watcher.poll();
        assertThat(watcher.current()).isSameAs(used);
        watcher.close();
    }

    @Test
    void replaced_links_are_a_renewal(@TempDir Path folder) throws Exception {
        Path archive = Files.createDirectory(folder.resolve("archive"));
        write(archive, first);
        Files.move(archive.resolve("fullchain.pem"), archive.resolve("fullchain1.pem"));
        Files.move(archive.resolve("privkey.pem"), archive.resolve("privkey1.pem"));
        Path live = Files.createDirectory(folder.resolve("live"));
        Files.createSymbolicLink(live.resolve("fullchain.pem"), archive.resolve("fullchain1.pem"));
        Files.createSymbolicLink(live.resolve("privkey.pem"), archive.resolve("privkey1.pem"));
        CertificateWatcher<X509Certificate> watcher = load(files(live), CertificateWatcherTest::own, state, clock(now));

        write(archive, second);
        for (String name : new String[] {"fullchain.pem", "privkey.pem"}) {
            Files.delete(live.resolve(name));
            Files.createSymbolicLink(live.resolve(name), archive.resolve(name));
        }
        watcher.poll();

        assertThat(watcher.current()).isEqualTo(second.read());
        watcher.close();
    }

    @Test
    void incomplete_renewal_is_not_a_failure(@TempDir Path folder) throws Exception {
        CertificateWatcher<X509Certificate> watcher = watch(folder, first, now);
        long failures = state.failures();

        Files.writeString(folder.resolve("fullchain.pem"), second.certificate());
        watcher.poll();
        assertThat(state.failures()).isEqualTo(failures);
        assertThat(watcher.current()).isEqualTo(first.read());
        Files.writeString(folder.resolve("privkey.pem"), second.key());
        watcher.poll();

        assertThat(watcher.current()).isEqualTo(second.read());
        assertThat(state.failures()).isEqualTo(failures);
        watcher.close();
    }

    @Test
    void invalid_renewal_keeps_the_previous_certificate_and_is_reported_once(@TempDir Path folder) throws Exception {
        CertificateWatcher<X509Certificate> watcher = watch(folder, first, now);
        long failures = state.failures();

        Files.writeString(folder.resolve("privkey.pem"), second.key());
        for (int i = 0; i < 5; i++) {
            watcher.poll();
        }

        assertThat(watcher.current()).isEqualTo(first.read());
        assertThat(state.failures()).isEqualTo(failures + 1);
        assertThat(state.complaint(now.getEpochSecond()))
                .isEqualTo("the previous certificate is still in use: the key does not match the certificate");

        Files.delete(folder.resolve("privkey.pem"));
        watcher.poll();
        watcher.poll();
        assertThat(state.complaint(now.getEpochSecond()))
                .isEqualTo("the previous certificate is still in use: " + folder.resolve("privkey.pem")
                        + " does not exist");

        write(folder, first);
        watcher.poll();
        assertThat(state.complaint(now.getEpochSecond())).isEmpty();
        watcher.close();
    }

    @Test
    void deferred_certificate_is_tried_again_and_not_reported(@TempDir Path folder) throws Exception {
        write(folder, first);
        AtomicBoolean open = new AtomicBoolean();
        Certificates.State state = certificates.of("http");
        CertificateWatcher<X509Certificate> watcher = new CertificateWatcher<>(
                files(folder), identity -> own(identity).filter(certificate -> open.get()), state, clock(now));

        watcher.poll();
        write(folder, second);
        watcher.poll();
        watcher.poll();
        assertThat(state.expires()).isZero();
        assertThat(state.complaint(now.getEpochSecond())).isEmpty();

        open.set(true);
        watcher.poll();
        assertThat(watcher.current()).isEqualTo(second.read());
        assertThat(state.expires()).isPositive();
        watcher.close();
    }

    @Test
    void certificate_that_cannot_be_used_is_a_failure_until_it_can(@TempDir Path folder) throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        Certificates.State state = certificates.of("http");
        write(folder, first);
        CertificateWatcher<X509Certificate> watcher = load(
                files(folder),
                identity -> {
                    if (broken.get()) {
                        throw new IOException("still another certificate");
                    }
                    return own(identity);
                },
                state,
                clock(now));
        broken.set(true);
        write(folder, second);
        for (int i = 0; i < 5; i++) {
            watcher.poll();
        }
        assertThat(watcher.current()).isEqualTo(first.read());
        assertThat(state.renewals()).isZero();
        assertThat(state.failures()).isEqualTo(1);
        assertThat(state.complaint(now.getEpochSecond())).endsWith("still another certificate");

        broken.set(false);
        watcher.poll();
        assertThat(watcher.current()).isEqualTo(second.read());
        assertThat(state.renewals()).isEqualTo(1);
        assertThat(state.complaint(now.getEpochSecond())).isEmpty();
        watcher.close();
    }

    @Test
    void expired_certificate_is_reported(@TempDir Path folder) throws Exception {
        watch(folder, first, now).close();

        assertThat(state.complaint(now.getEpochSecond())).isEmpty();
        assertThat(state.complaint(now.plus(Duration.ofDays(31)).getEpochSecond()))
                .isEqualTo("the certificate has expired");
    }

    @Test
    void unusable_files_are_an_error_with_setting_and_file(@TempDir Path folder) throws Exception {
        write(folder, first);
        assertUnusable(folder, now.plus(Duration.ofDays(31)), "the certificate has expired on ");
        assertUnusable(folder, now.minus(Duration.ofDays(31)), "the certificate is not valid before ");
        Files.writeString(folder.resolve("privkey.pem"), second.key());
        assertUnusable(folder, now, "the key does not match the certificate");
        Files.writeString(folder.resolve("privkey.pem"), rsa.key());
        assertUnusable(folder, now, "no valid EC key, the type of the certificate");
        Files.writeString(folder.resolve("privkey.pem"), first.certificate());
        assertUnusable(folder, now, "no private key in PEM format");
        Files.writeString(folder.resolve("privkey.pem"), first.key().replace("PRIVATE", "RSA PRIVATE"));
        assertUnusable(folder, now, "the key is of type RSA, but the certificate of type EC");
        Files.writeString(folder.resolve("fullchain.pem"), "nothing");
        assertUnusable(folder, now, "no certificate in PEM format");
        Files.delete(folder.resolve("fullchain.pem"));
        assertUnusable(folder, now, folder.resolve("fullchain.pem") + " does not exist");
    }

    /** With certificates that are expired, or not valid yet, for a clock that is wrong by two hours. */
    @ParameterizedTest
    @CsvSource({"2, -23, 1", "-2, -1, 30"})
    void wrong_clock_keeps_the_certificate_and_delays_a_renewal(long hours, long start, int days, @TempDir Path folder)
            throws Exception {
        Instant notBefore = now.plus(Duration.ofHours(start));
        PemPair first = PemPair.make("EC", notBefore, notBefore.plus(Duration.ofDays(days)));
        PemPair second = PemPair.make("EC", notBefore, notBefore.plus(Duration.ofDays(days)));
        Instant right = now.plusSeconds(60);
        Instant[] clock = {right};
        write(folder, first);
        CertificateWatcher<X509Certificate> watcher =
                load(files(folder), CertificateWatcherTest::own, state, () -> clock[0]);
        long failures = state.failures();

        clock[0] = right.plus(Duration.ofHours(hours));
        watcher.poll();
        watcher.poll();
        assertThat(watcher.current()).isEqualTo(first.read());
        assertThat(state.failures()).isEqualTo(failures);

        write(folder, second);
        watcher.poll();
        watcher.poll();
        assertThat(watcher.current()).isEqualTo(first.read());
        assertThat(state.failures()).isEqualTo(failures + 1);
        assertThat(state.complaint(clock[0].getEpochSecond())).startsWith("the previous certificate is still in use: ");

        clock[0] = right;
        watcher.poll();
        assertThat(watcher.current()).isEqualTo(second.read());
        assertThat(state.complaint(right.getEpochSecond())).isEmpty();
        watcher.close();
    }

    private void assertUnusable(Path folder, Instant now, String reason) {
        assertThatThrownBy(() -> load(files(folder), CertificateWatcherTest::own, state, clock(now)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve("fullchain.pem") + " (herald.http.netty.tls.certificate)")
                .hasMessageContaining("(herald.http.netty.tls.key)")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    private CertificateWatcher<X509Certificate> watch(Path folder, PemPair pair, Instant now) throws IOException {
        write(folder, pair);
        return load(files(folder), CertificateWatcherTest::own, state, clock(now));
    }

    private static CertificateWatcher<X509Certificate> load(
            PemFiles files, CertificateWatcher.Use<X509Certificate> use, Certificates.State state, InstantSource clock)
            throws IOException {
        CertificateWatcher<X509Certificate> watcher = new CertificateWatcher<>(files, use, state, clock);
        watcher.load();
        return watcher;
    }

    private static Optional<X509Certificate> own(PemIdentity identity) {
        return Optional.of(identity.chain().get(0));
    }

    private static InstantSource clock(Instant now) {
        return InstantSource.fixed(now.plusSeconds(60));
    }

    private static void write(Path folder, PemPair pair) throws IOException {
        pair.write(folder.resolve("fullchain.pem"), folder.resolve("privkey.pem"));
    }

    private static PemFiles files(Path folder) {
        return new PemFiles(
                "herald.http.netty.tls",
                folder.resolve("fullchain.pem").toString(),
                folder.resolve("privkey.pem").toString());
    }
}
