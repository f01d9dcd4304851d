package dev.herald;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Starts servers whose standard error goes into a file beside the reports of the build, and names these files in the message of
 * a test that fails. Registered for all tests by {@code META-INF/services}.
 */
public final class ServerLogs
        implements BeforeAllCallback, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

    /** A server that {@code test} has started; others may use it, as long as it runs. */
    public record Log(String test, Process process, Path file) {}

    private static final List<Log> LOGS = new ArrayList<>();
    private static String test = "";

    /** Starts a process with a log file of its own. */
    public static synchronized Log start(ProcessBuilder server) throws IOException {
        Path folder = Path.of(System.getProperty("herald.jar")).resolveSibling("failsafe-reports");
        Path file = Files.createDirectories(folder)
                .resolve(test + "-server" + (LOGS.size() + 1) + ".txt")
                .toAbsolutePath();
        Log log = new Log(test, server.redirectError(file.toFile()).start(), file);
        LOGS.add(log);
        return log;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        if (type.getEnclosingClass() == null) {
            begin(type.getName());
        }
    }

    private static synchronized void begin(String name) {
        test = name;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withLogs(failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withLogs(failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withLogs(failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withLogs(failure);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withLogs(failure);
    }

    private static synchronized Throwable withLogs(Throwable failure) {
        List<Log> logs = LOGS.stream()
                .filter(log -> log.test.equals(test) || log.process.isAlive())
                .toList();
        if (logs.isEmpty() || failure instanceof TestAbortedException) {
            return failure;
        }
        String names = logs.stream().map(log -> "\n  " + log.file).collect(joining());
        AssertionError named = new AssertionError(failure + "\nServer logs:" + names, failure);
        named.setStackTrace(failure.getStackTrace());
        return named;
    }
}
