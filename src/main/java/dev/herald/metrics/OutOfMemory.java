package dev.herald.metrics;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Ends the process when the heap is exhausted, as {@code -XX:+ExitOnOutOfMemoryError} does, for a process that was started without
 * that option: a tracker that is restarted serves sooner than one that has lost threads. Whoever catches an {@link Error} asks here.
 *
 * <p>In a server that has other applications as well, it does nothing.
 */
public final class OutOfMemory {

    /** The exit code, which is that of the option. */
    public static final int EXIT_CODE = 3;

    private static final int MOST_CAUSES = 16;
    private static final byte[] LINE =
            "herald: the heap is exhausted; ends, to be started again\n".getBytes(StandardCharsets.US_ASCII);

    /** Opened before it is needed, since there is no memory then. */
    private static final FileOutputStream ERRORS = new FileOutputStream(FileDescriptor.err);

    private static volatile boolean fatal;

    private OutOfMemory() {}

    /** From now on, {@link #check} ends the process. */
    public static void endProcess() {
        fatal = true;
    }

    /** Ends the process if {@code fault} says that the heap is exhausted, and returns otherwise; allocates nothing. */
    public static void check(Throwable fault) {
        if (fatal && told(fault)) {
            try {
                ERRORS.write(LINE);
            } catch (IOException | OutOfMemoryError e) {
                // The exit code tells it as well.
            }
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    /** Whether it is the JVM's own error of the heap or of class metadata, and not that of a buffer or a thread. */
    static boolean told(Throwable fault) {
        Throwable cause = fault;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (cause.getClass() == OutOfMemoryError.class) {
                String message = cause.getMessage();
                return "Java heap space".equals(message)
                        || "GC overhead limit exceeded".equals(message)
                        || "Metaspace".equals(message)
                        || "Compressed class space".equals(message);
            }
            cause = cause.getCause();
        }
        return false;
    }
}
