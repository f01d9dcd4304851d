package dev.herald.metrics;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Ends the process when the heap is exhausted, like {@code -XX:+ExitOnOutOfMemoryError}, for a JVM that was started without that option: a
 * restarted tracker serves sooner than one that has lost threads. Every handler that catches an {@link Error} must call {@link #check}.
 *
 * <p>Disabled in an application server, which may run other applications.
 */
public final class OutOfMemory {

    /** The exit code of the JVM option. */
    public static final int EXIT_CODE = 3;

    private static final int MAX_CAUSES = 16;
    private static final byte[] LINE = "herald: the heap is exhausted; the process exits and must be restarted\n"
            .getBytes(StandardCharsets.US_ASCII);

    /** Opened in advance, because there is no memory later. */
    private static final FileOutputStream ERRORS = new FileOutputStream(FileDescriptor.err);

    private static volatile boolean fatal;

    private OutOfMemory() {}

    /** Makes {@link #check} end the process. */
    public static void endProcess() {
        fatal = true;
    }

    /** Ends the process if {@code fault} or one of its causes reports an exhausted heap. Allocates nothing. */
    public static void check(Throwable fault) {
        if (fatal && isExhaustedHeap(fault)) {
            try {
                ERRORS.write(LINE);
            } catch (IOException | OutOfMemoryError e) {
                // The exit code reports it too.
            }
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    /** Returns whether the JVM has run out of heap or metaspace, as opposed to direct buffers or threads. */
    static boolean isExhaustedHeap(Throwable fault) {
        Throwable cause = fault;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
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
