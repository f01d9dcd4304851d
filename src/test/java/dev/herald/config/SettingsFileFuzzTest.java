package dev.herald.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Any settings file is accepted or rejected with a message. */
final class SettingsFileFuzzTest {

    private static final SettingsDefaults DEFAULTS = SettingsDefaults.load();

    @TempDir
    static Path folder;

    @MethodSource("files")
    @FuzzTest
    void a_file_is_read_or_rejected_with_a_message(byte[] text) throws IOException {
        Path file = Files.write(folder.resolve(SettingsSources.FILE_NAME), text);
        SettingsSources sources =
                accepted(() -> SettingsSources.of(DEFAULTS, Map.of(SettingsSources.CONFIG, file.toString()), Map.of()));
        if (sources != null) {
            assertThat(sources.unknownSettings()).noneMatch(String::isBlank);
            Settings settings = accepted(sources::settings);
            if (settings != null) {
                assertThat(settings.announce().intervalSeconds()).isPositive();
            }
        }
    }

    static Stream<byte[]> files() {
        return Stream.of(
                        "herald.udp.bind=0.0.0.0:6969,[::]:6969\nherald.announce.interval = 900\n",
                        "herald.http.trusted-proxies: 10.0.0.0/8\\\n , fd00::/8\nherald.listed=TRUE",
                        "herald.udp.transport=kqueue\nherald.private=maybe\nherald.udp.threads=99999999999",
                        "herald.udp.bnd=x\n\\u0041=\\uzzzz",
                        "herald.api.token.mine=secret\nherald.api.token..=x",
                        "herald.data-dir=\\u0000",
                        DEFAULTS.annotatedFile().replace("#herald", "herald"))
                .map(text -> text.getBytes(UTF_8));
    }

    /** The value, or null if the start fails with a message. */
    private static <T> T accepted(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (StartupException failure) {
            assertThat(failure.getMessage()).isNotBlank();
            return null;
        }
    }
}
