package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.SmallDisk;
import dev.herald.config.StartupException;
import dev.herald.tls.PemPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class KeyStoreFileTest {

    @TempDir
    Path folder;

    @Test
    void a_full_disk_leaves_no_partial_key_store() throws Exception {
        PemPair pair = PemPair.make(folder, "EC");
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 64)) {
            Path file = disk.folder().resolve("operator.p12");
            disk.fill(0);

            assertThatThrownBy(() -> KeyStoreFile.write(file, pair.identity()))
                    .isInstanceOf(StartupException.class)
                    .hasMessage("cannot write " + file + ": No space left on device");

            disk.free();
            assertThat(disk.folder()).isEmptyDirectory();
            char[] password =
                    KeyStoreFile.write(file, pair.identity()).password().toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(Files.newInputStream(file), password);
            assertThat(store.getCertificate(KeyStoreFile.ALIAS)).isEqualTo(pair.read());
        }
    }
}
