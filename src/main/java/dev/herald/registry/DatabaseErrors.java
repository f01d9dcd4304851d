package dev.herald.registry;

import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns what goes wrong below into words for operators. */
public final class DatabaseErrors {

    /** SQL states of broken constraints begin so. */
    private static final String CONFLICT = "23";

    /** Those of what is wrong with a statement, or not there, begin so. */
    private static final String NOT_THERE = "42";

    private static final int DEPTH = 20;

    /** H2's numbers for a file that is damaged, and for one that could not be read or written. */
    static final int H2_CORRUPTED = 90_030;

    /** H2's number for a change of what was opened for reading only. */
    static final int H2_READ_ONLY = 90_097;

    private static final int H2_IO = 90_028;

    /** What a file system says when it is full. */
    static final String NO_SPACE = "No space left on device";

    private DatabaseErrors() {}

    /** The failure that {@code fault} is, in one line. */
    public static RegistryUnavailableException of(Throwable fault) {
        if (fault instanceof RegistryUnavailableException known) {
            return known;
        }
        String reason = innermost(fault).map(Throwable::getMessage).orElseGet(() -> lastMessage(fault));
        String line = String.valueOf(reason).replaceAll("\\s*\\R\\s*", " ").strip();
        String cause = ofFile(fault)
                .filter(text -> !line.contains(text))
                .map(text -> ": " + text)
                .orElse("");
        return new RegistryUnavailableException("the database failed: " + line + cause, fault);
    }

    /** What the file system said, if that is why: H2 tells only that it could not write. */
    private static Optional<String> ofFile(Throwable fault) {
        return causes(fault)
                .filter(cause -> cause.getClass() == IOException.class || cause instanceof FileSystemException)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((first, last) -> last);
    }

    private static Stream<Throwable> causes(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).limit(DEPTH);
    }

    /** Whether the file of an H2 is damaged, which waiting does not mend. */
    public static boolean isDamaged(Throwable fault) {
        int code = innermost(fault).map(SQLException::getErrorCode).orElse(0);
        boolean tooShort = code == H2_IO
                && causes(fault)
                        .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("Reading from file"));
        return code == H2_CORRUPTED || tooShort;
    }

    /** Whether it comes from below, and not from what somebody does in a transaction. */
    static boolean isOfDatabase(RuntimeException fault) {
        return fault instanceof PersistenceException || innermost(fault).isPresent();
    }

    /** Whether the database refused a row because another is there. */
    static boolean isConflict(Throwable fault) {
        return isOf(CONFLICT, fault);
    }

    /** Whether the database has not the tables, or not those columns, that it was asked for. */
    public static boolean isMissingTable(Throwable fault) {
        return isOf(NOT_THERE, fault);
    }

    private static boolean isOf(String states, Throwable fault) {
        return innermost(fault)
                .map(SQLException::getSQLState)
                .filter(state -> state.startsWith(states))
                .isPresent();
    }

    /**
     * What is said furthest below. Of a commit that the database refuses the container passes on nothing but a text, behind the
     * names of exceptions.
     */
    private static String lastMessage(Throwable fault) {
        String last = fault.getClass().getSimpleName();
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            last = cause.getMessage() == null ? last : cause.getMessage();
            cause = cause.getCause();
        }
        return last.replaceFirst("^([a-z][\\w.]*(Exception|Error): )+", "");
    }

    /** What the driver said, below the words of the pool and the persistence provider. */
    private static Optional<SQLException> innermost(Throwable fault) {
        Optional<SQLException> found = Optional.empty();
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            if (cause instanceof SQLException sql) {
                found = Optional.of(sql);
            }
            cause = cause.getCause();
        }
        return found;
    }
}
