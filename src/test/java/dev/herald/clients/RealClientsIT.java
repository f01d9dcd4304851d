package dev.herald.clients;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real clients transfer a file with the packaged tracker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealClientsIT {

    private Transfers transfers;

    @BeforeAll
    void startTransfers(@TempDir Path folder) throws Exception {
        transfers = new Transfers(TrackerProcess.Mode.PUBLIC, TransferCase.forPublicTracker(), folder);
    }

    @AfterAll
    void end() throws Exception {
        if (transfers != null) {
            transfers.close();
        }
    }

    static List<TransferCase> cases() {
        return TransferCase.forPublicTracker();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void file_is_transferred_and_peers_are_counted(TransferCase transferCase) throws Throwable {
        transfers.await(transferCase);
    }
}
