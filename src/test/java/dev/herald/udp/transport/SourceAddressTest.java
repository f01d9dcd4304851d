package dev.herald.udp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.udp.UdpSettings.Transport;
import io.netty.channel.epoll.Epoll;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A host with many addresses and a server bound to the wildcard addresses. The clients have connected sockets, which receive datagrams
 * only from the address to which they are connected.
 */
@Execution(ExecutionMode.CONCURRENT)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SourceAddressTest {

    private static final int TIMEOUT_MINUTES = 5;

    /** Two links to the host of the clients, each with its own addresses and both with the same link-local address. */
    private static final String HOSTS = """
            set -e
            mount -t tmpfs tmpfs /run
            mkdir /run/netns
            mount -t proc proc /proc
            ip netns add clients
            ip link set lo up
            for cable in 1 2; do
                ip link add cable$cable type veth peer name cable$cable netns clients
                ip -n clients addr add 10.0.$cable.100/24 dev cable$cable
                ip -n clients addr add fd0$cable::100/64 dev cable$cable nodad
                ip -n clients addr add fe80::100/64 dev cable$cable nodad
                ip -n clients link set cable$cable up
                for number in 1 2 3; do
                    ip addr add 10.0.$cable.$number/24 dev cable$cable
                    ip addr add fd0$cable::$number/64 dev cable$cable nodad
                done
                ip addr add fe80::1/64 dev cable$cable nodad
                ip link set cable$cable up
            done
            exec "$@"
            """;

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"FOREIGN", "EPOLL", "NIO"})
    void answers_have_the_destination_of_the_request_as_source(Transport transport) throws Exception {
        Requires.root("network namespaces");
        Requires.program("unshare", "apt-get install util-linux");
        Requires.program("ip", "apt-get install iproute2");
        Requires.ipv6();
        Requires.require(
                transport == Transport.NIO || Epoll.isAvailable(),
                "needs Netty's epoll library; get it by running on Linux");
        Path java = transport == Transport.FOREIGN
                ? Requires.jdk(25).resolve("bin/java")
                : Path.of(System.getProperty("java.home"), "bin/java");
        List<String> command = new ArrayList<>(List.of("unshare", "-m", "-n", "-p", "-f", "--kill-child"));
        command.addAll(List.of("--propagation", "private", "sh", "-c", HOSTS, "sh", java.toString()));
        command.add("-XX:TieredStopAtLevel=1");
        // Each process has id 1 in its namespace and would use the same file.
        command.add("-XX:-UsePerfData");
        if (transport == Transport.FOREIGN) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", classPath, SourceAddresses.class.getName(), transport.name()));

        Process process = new ProcessBuilder(command)
                .redirectError(Path.of("target", "source-addresses-" + transport + ".log")
                        .toFile())
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)).isTrue();
        List<String> expected = new ArrayList<>();
        SourceAddresses.FROM_THE_START.forEach(address -> expected.add("answered by " + address));
        SourceAddresses.LATER.forEach(address -> expected.add("answered by " + address));
        if (transport != Transport.NIO) {
            expected.add("answered by " + SourceAddresses.UNLISTED); // NIO does not report the destination
        }
        expected.add("no socket is left at " + SourceAddresses.LATER);
        assertThat(printed.lines()).containsExactlyElementsOf(expected);
    }
}
