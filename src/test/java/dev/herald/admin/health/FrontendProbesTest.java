package dev.herald.admin.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenDoor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class FrontendProbesTest {

    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 6969);

    private final OpenSockets doors = new OpenSockets();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final FrontendProbes watch = new FrontendProbes(doors, nanos::get);

    @Test
    void every_door_is_asked_at_its_address_and_what_it_says_is_kept_apart() {
        doors.opened(new OpenDoor(
                Frontend.UDP, "udp", "udp", ADDRESS, address -> address.equals(ADDRESS) ? "" : "asked elsewhere"));
        doors.opened(new OpenDoor(Frontend.HTTP, "http", "http", ADDRESS, address -> "no answer"));
        assertThat(watch.complaints()).containsExactly(entry("udp", ""), entry("http", "no answer"));
    }

    @Test
    void an_answer_stands_for_two_seconds_and_no_longer() {
        AtomicInteger asked = new AtomicInteger();
        doors.opened(new OpenDoor(
                Frontend.UDP, "udp", "udp", ADDRESS, address -> asked.incrementAndGet() == 1 ? "" : "gone"));
        assertThat(watch.complaints()).containsExactly(entry("udp", ""));
        nanos.addAndGet(FrontendProbes.FRESH.toNanos());
        assertThat(watch.complaints()).containsExactly(entry("udp", ""));
        nanos.addAndGet(1);
        assertThat(watch.complaints()).containsExactly(entry("udp", "gone"));
        assertThat(asked).hasValue(2);
    }
}
