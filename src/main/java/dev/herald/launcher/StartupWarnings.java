package dev.herald.launcher;

import dev.herald.net.PublicAddresses.Reach;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What limits an installation although it works, each on a line with its remedy.
 *
 * @param requestedBuffer bytes of the receive buffer of UDP sockets that the settings request
 * @param grantedBuffer bytes that the kernel has granted
 * @param openFiles the maximum number of open files of this process; {@link Long#MAX_VALUE} if it is unknown
 * @param ipv6 whether this machine has IPv6
 * @param reach from where the addresses of this machine can be reached
 * @param named whether {@code herald.public-host} is set
 * @param listensElsewhere whether a frontend is bound to more than loopback addresses
 * @param tls whether a frontend answers over TLS
 * @param operatorExposed whether other machines reach the operator's port without TLS
 */
record StartupWarnings(
        int requestedBuffer,
        int grantedBuffer,
        long openFiles,
        boolean ipv6,
        Reach reach,
        boolean named,
        boolean listensElsewhere,
        boolean tls,
        boolean operatorExposed) {

    /** Enough for the default maximum of connections. */
    static final long SUFFICIENT_FILES = 65_536;

    private static final Pattern OPEN_FILES = Pattern.compile("^Max open files +([0-9]{1,18}) ");

    /** The maximum number of open files of this process, to which the JVM raises it; {@link Long#MAX_VALUE} if it is unknown. */
    static long maxOpenFiles() {
        try (Stream<String> limits = Files.lines(Path.of("/proc/self/limits"))) {
            return maxOpenFiles(limits);
        } catch (IOException | UncheckedIOException e) {
            // Not on Linux.
            return Long.MAX_VALUE;
        }
    }

    /** The soft limit in the lines of {@code /proc/self/limits}. */
    static long maxOpenFiles(Stream<String> limits) {
        return limits.map(OPEN_FILES::matcher)
                .filter(Matcher::find)
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** The warnings, the most urgent first. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (operatorExposed) {
            lines.add(
                    "Other machines can reach the operator's port, without TLS. Set herald.admin.bind=127.0.0.1:1212, or"
                            + " herald.admin.tls.certificate and herald.admin.tls.key.");
        }
        if (listensElsewhere && !named && reach != Reach.GLOBAL) {
            lines.add(
                    (reach == Reach.PRIVATE ? "This machine has only private addresses" : "This machine has no network")
                            + ", so clients elsewhere cannot use these URLs. Forward the ports to it, and set"
                            + " herald.public-host=NAME.");
        }
        if (grantedBuffer < requestedBuffer) {
            lines.add("The kernel limits UDP receive buffers to " + grantedBuffer + " of " + requestedBuffer
                    + " bytes, so bursts are lost. Run: sudo sysctl -w net.core.rmem_max=" + requestedBuffer);
        }
        if (openFiles < SUFFICIENT_FILES) {
            lines.add("At most " + openFiles + " files and connections can be open. Run before the start: ulimit -n "
                    + SUFFICIENT_FILES + " (systemd: LimitNOFILE=" + SUFFICIENT_FILES + ")");
        }
        if (!ipv6) {
            lines.add("This machine has no IPv6, so only IPv4 is served. Run:"
                    + " sudo sysctl -w net.ipv6.conf.all.disable_ipv6=0");
        }
        if (listensElsewhere && !tls) {
            lines.add(
                    "Without TLS, keys and announces can be read on the way. Set herald.http.netty.tls.bind=0.0.0.0:443,[::]:443,"
                            + " and herald.http.netty.tls.certificate and .key to PEM files.");
        }
        return lines;
    }
}
