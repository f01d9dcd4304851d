package dev.herald.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.herald.metrics.Door;
import dev.herald.metrics.Doors;
import dev.herald.metrics.Doors.OpenDoor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class DoorWatchTest {

    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 6969);

    private final Doors doors = new Doors();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final DoorWatch watch = new DoorWatch(doors, nanos::get);

    @Test
    void every_door_is_asked_at_its_address_and_what_it_says_is_kept_apart() {
        doors.opened(new OpenDoor(
                Door.UDP, "udp", "udp", ADDRESS, address -> address.equals(ADDRESS) ? "" : "asked elsewhere"));
        doors.opened(new OpenDoor(Door.HTTP, "http", "http", ADDRESS, address -> "no answer"));
        assertThat(watch.complaints()).containsExactly(entry("udp", ""), entry("http", "no answer"));
    }

    @Test
    void an_answer_stands_for_two_seconds_and_no_longer() {
        AtomicInteger asked = new AtomicInteger();
        doors.opened(
                new OpenDoor(Door.UDP, "udp", "udp", ADDRESS, address -> asked.incrementAndGet() == 1 ? "" : "gone"));
        assertThat(watch.complaints()).containsExactly(entry("udp", ""));
        nanos.addAndGet(DoorWatch.FRESH.toNanos());
        assertThat(watch.complaints()).containsExactly(entry("udp", ""));
        nanos.addAndGet(1);
        assertThat(watch.complaints()).containsExactly(entry("udp", "gone"));
        assertThat(asked).hasValue(2);
    }
}
