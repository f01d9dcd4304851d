package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.tls.PemFiles;
import dev.herald.tls.PemIdentity;
import dev.herald.tls.PemPair;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The transport and TLS provider with and without native libraries. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class NativeLibrariesTest {

    private static final String OPENSSL = "OpenSslServerContext";
    private static final String JDK = "JdkSslServerContext";

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void both_are_native_on_Linux(@TempDir Path folder) throws Exception {
        assertThat(OpenSsl.isAvailable()).as("OpenSSL").isTrue();
        assertThat(Epoll.isAvailable()).as("epoll").isTrue();
        assertThat(choice(PemPair.make(folder, "EC").identity())).isEqualTo("sockets " + OPENSSL);
    }

    @Test
    void both_are_those_of_the_JDK_without_native_libraries(@TempDir Path folder) throws Exception {
        PemPair.make(folder, "EC").write(folder.resolve("fullchain.pem"), folder.resolve("privkey.pem"));
        Path java = Path.of(System.getProperty("java.home"), "bin/java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-Dio.netty.handler.ssl.noOpenSsl=true",
                        "-Dio.netty.transport.noNative=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutNativeLibraries.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output).isEqualTo("nio " + JDK);
    }

    private static String choice(PemIdentity identity) throws IOException {
        SslContext context = NettyTlsSettings.context(identity);
        return HttpTransport.fastest() + " " + context.getClass().getSimpleName();
    }

    /** Runs in a process that cannot load native libraries. */
    static final class WithoutNativeLibraries {
        public static void main(String[] words) throws Exception {
            Path folder = Path.of(words[0]);
            PemIdentity identity = new PemFiles(
                            "test",
                            folder.resolve("fullchain.pem").toString(),
                            folder.resolve("privkey.pem").toString())
                    .read(Instant.now());
            System.out.print(choice(identity));
        }
    }
}
