package dev.herald.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.launcher.HeraldProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code api/v1/contract/configuration.rs} */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class ConfigurationContract {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"not-there.pem, does not exist", "no.pem, no certificate"})
    void should_fail_with_ssl_enabled_and_bad_ssl_config(String file, String reason) throws Exception {
        String path = folder.resolve(file).toString();
        Files.writeString(folder.resolve("no.pem"), "MyBadCertificate");
        Map<String, String> environment = new HashMap<>(HeraldProcess.FREE_PORTS);
        environment.put("HERALD_ADMIN_TLS_CERTIFICATE", path);
        environment.put("HERALD_ADMIN_TLS_KEY", path);

        try (HeraldProcess process = HeraldProcess.start(folder, environment)) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.block()).isEmpty();
            assertThat(process.errors()).contains(path, reason).hasLineCount(1);
        }
    }
}
