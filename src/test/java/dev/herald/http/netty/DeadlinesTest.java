package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class DeadlinesTest {

    private final Deadlines deadlines = new Deadlines();
    private final List<String> expired = new ArrayList<>();

    @Test
    void a_deadline_expires_once_after_at_least_its_seconds_and_hardly_more() {
        deadlines.set(deadline("a"), 5);
        pass(5);
        assertThat(expired).isEmpty();
        pass(1);
        assertThat(expired).containsExactly("a");
        pass(494);
        assertThat(expired).containsExactly("a");
    }

    @Test
    void it_can_be_put_off_brought_forward_and_cleared() {
        Deadlines.Deadline off = deadline("off");
        Deadlines.Deadline forward = deadline("forward");
        Deadlines.Deadline cleared = deadline("cleared");
        deadlines.set(off, 5);
        deadlines.set(forward, 50);
        deadlines.set(cleared, 5);
        deadlines.set(off, 20);
        deadlines.set(forward, 3);
        deadlines.clear(cleared);
        pass(10);
        assertThat(expired).containsExactly("forward");
        pass(11);
        assertThat(expired).containsExactly("forward", "off");
    }

    @Test
    void one_that_is_longer_than_the_wheel_goes_round_it() {
        deadlines.set(deadline("hour"), 3600);
        pass(3600);
        assertThat(expired).isEmpty();
        pass(1);
        assertThat(expired).containsExactly("hour");
    }

    @Test
    void it_expires_when_a_naive_list_says_so_whatever_is_done_to_it() {
        Random random = new Random(5);
        Map<String, Deadlines.Deadline> all = new HashMap<>();
        Map<String, Long> naive = new HashMap<>();
        for (long now = 1; now <= 2000; now++) {
            pass(1);
            long second = now;
            List<String> due = naive.keySet().stream()
                    .filter(name -> naive.get(name) <= second)
                    .toList();
            assertThat(expired).containsExactlyInAnyOrderElementsOf(due);
            naive.keySet().removeAll(due);
            expired.clear();
            for (int i = 0; i < 20; i++) {
                String name = "n" + random.nextInt(200);
                Deadlines.Deadline deadline = all.computeIfAbsent(name, this::deadline);
                if (random.nextInt(4) == 0) {
                    deadlines.clear(deadline);
                    naive.remove(name);
                } else {
                    int seconds = random.nextInt(200);
                    deadlines.set(deadline, seconds);
                    naive.put(name, now + seconds + 1);
                }
            }
        }
    }

    @Test
    void one_that_throws_takes_no_other_with_it() {
        for (int i = 0; i < 3; i++) {
            deadlines.set(deadline("before " + i), 1);
            deadlines.set(
                    new Deadlines.Deadline() {
                        @Override
                        void expired() {
                            throw new StackOverflowError("planted in a test");
                        }
                    },
                    1);
            deadlines.set(deadline("later " + i), 2);
        }
        pass(1);
        assertThatThrownBy(() -> pass(1)).hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(expired).containsExactlyInAnyOrder("before 0", "before 1", "before 2");
        pass(1);
        assertThat(expired).contains("later 0", "later 1", "later 2").hasSize(6);
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            deadlines.tick();
        }
    }

    private Deadlines.Deadline deadline(String name) {
        return new Deadlines.Deadline() {
            @Override
            void expired() {
                expired.add(name);
            }
        };
    }
}
