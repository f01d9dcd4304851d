package dev.herald.udp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A full send buffer. The loopback interface has a rate limit for this, in its own network namespace. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CongestionTest {

    private static final int TURNS = 2;

    /** 0.75 MB/s; each round of the clients causes 0.5 MB of answers. */
    private static final String BOTTLENECK = "tc qdisc add dev lo root tbf rate 6mbit burst 16k limit 16m";

    /** Answers that cannot be sent are sent when the socket is writable; only then is more received. */
    @Test
    void no_answer_is_lost_when_the_send_buffer_is_full() throws Exception {
        Requires.root("a network namespace with a bottleneck");
        Requires.program("unshare", "apt-get install util-linux");
        Requires.program("tc", "apt-get install iproute2");
        Requires.require(Epoll.isAvailable(), "needs Netty's epoll library; get it by running on Linux");
        Path java = Requires.jdk(25).resolve("bin/java");
        Requires.require(
                process("sh", "-c", BOTTLENECK).equals(""),
                "needs the queueing discipline tbf; get it with: modprobe sch_tbf");

        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String congestion = "ip link set lo up && " + BOTTLENECK + " && exec " + java
                + " --enable-native-access=ALL-UNNAMED -cp " + classPath + " " + Congestion.class.getName();

        assertThat(process("sh", "-c", congestion + " " + TURNS)).endsWith("answers " + TURNS * 4 * 80 + "\n");
    }

    /** Returns the output of a process in a new network namespace, including errors. */
    private static String process(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of("unshare", "--net", command[0], command[1], command[2]))
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return printed;
    }
}
