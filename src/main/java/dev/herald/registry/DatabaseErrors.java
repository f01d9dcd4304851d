package dev.herald.registry;

import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Maps exceptions of the pool, the persistence provider and the driver to one line for the operator. */
public final class DatabaseErrors {

    /** Class of SQL states: integrity constraint violation. */
    private static final String CONSTRAINT_VIOLATION = "23";

    /** Class of SQL states: syntax error, or unknown table or column. */
    private static final String SYNTAX_OR_NAME = "42";

    private static final int MAX_CAUSES = 20;

    /** H2: file corrupted. */
    static final int H2_CORRUPTED = 90_030;

    /** H2: the database is read-only. */
    static final int H2_READ_ONLY = 90_097;

    /** H2: I/O error. */
    private static final int H2_IO = 90_028;

    /** The message of a full file system. */
    static final String NO_SPACE = "No space left on device";

    private DatabaseErrors() {}

    /** The exception for {@code failure}, with a message of one line. */
    public static RegistryUnavailableException of(Throwable failure) {
        if (failure instanceof RegistryUnavailableException unavailable) {
            return unavailable;
        }
        String reason = innermost(failure).map(Throwable::getMessage).orElseGet(() -> lastMessage(failure));
        String line = String.valueOf(reason).replaceAll("\\s*\\R\\s*", " ").strip();
        String cause = fileSystemMessage(failure)
                .filter(text -> !line.contains(text))
                .map(text -> ": " + text)
                .orElse("");
        return new RegistryUnavailableException("the database failed: " + line + cause, failure);
    }

    /** The message of the file system: that of H2 omits it. */
    private static Optional<String> fileSystemMessage(Throwable failure) {
        return causes(failure)
                .filter(cause -> cause.getClass() == IOException.class || cause instanceof FileSystemException)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((first, last) -> last);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES);
    }

    /** Whether the file of an H2 is damaged, so that a retry is useless. */
    public static boolean isDamaged(Throwable failure) {
        int code = innermost(failure).map(SQLException::getErrorCode).orElse(0);
        boolean tooShort = code == H2_IO
                && causes(failure)
                        .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("Reading from file"));
        return code == H2_CORRUPTED || tooShort;
    }

    /** Whether an exception comes from the database, as opposed to the code in a transaction. */
    static boolean isOfDatabase(RuntimeException failure) {
        return failure instanceof PersistenceException || innermost(failure).isPresent();
    }

    /** Whether a row violates a constraint, such as a unique key. */
    static boolean isConflict(Throwable failure) {
        return hasState(CONSTRAINT_VIOLATION, failure);
    }

    /** Whether a table or column is missing. */
    public static boolean isMissingTable(Throwable failure) {
        return hasState(SYNTAX_OR_NAME, failure);
    }

    private static boolean hasState(String stateClass, Throwable failure) {
        return innermost(failure)
                .map(SQLException::getSQLState)
                .filter(state -> state.startsWith(stateClass))
                .isPresent();
    }

    /**
     * The message of the innermost cause. For a failed commit the container passes on only a text that begins with the names of
     * exceptions.
     */
    private static String lastMessage(Throwable failure) {
        return causes(failure)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((first, last) -> last)
                .orElseGet(() -> failure.getClass().getSimpleName())
                .replaceFirst("^([a-z][\\w.]*(Exception|Error): )+", "");
    }

    /** The exception of the driver, inside those of the pool and the persistence provider. */
    private static Optional<SQLException> innermost(Throwable failure) {
        return causes(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .reduce((first, last) -> last);
    }
}
