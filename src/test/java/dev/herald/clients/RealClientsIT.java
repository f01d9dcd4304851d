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

/** Real clients move a file through the packaged tracker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealClientsIT {

    private Transfers transfers;

    @BeforeAll
    void begin_all_transfers(@TempDir Path folder) throws Exception {
        transfers = new Transfers(Herald.Mode.PUBLIC, Cell.ofPublicTracker(), folder);
    }

    @AfterAll
    void end() throws Exception {
        if (transfers != null) {
            transfers.close();
        }
    }

    static List<Cell> cells() {
        return Cell.ofPublicTracker();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void the_file_arrives_and_everyone_is_counted(Cell cell) throws Throwable {
        transfers.await(cell);
    }
}
