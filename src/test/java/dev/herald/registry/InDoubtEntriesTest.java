package dev.herald.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class InDoubtEntriesTest {

    private final InDoubtEntries doubts = new InDoubtEntries();

    @Test
    void what_comes_into_doubt_after_others_were_taken_out_is_taken_the_next_time() {
        doubts.add(List.of("a", "b"));
        assertThat(doubts.take().ids()).containsExactlyInAnyOrder("a", "b");
        doubts.add(List.of("c"));
        assertThat(doubts.take().ids()).containsExactly("c");
        assertThat(doubts.take().ids()).isEmpty();
    }

    @Test
    void what_is_put_back_joins_what_came_meanwhile() {
        doubts.add(List.of("a"));
        InDoubtEntries.Taken taken = doubts.take();
        doubts.add(List.of("b"));
        doubts.putBack(taken);
        assertThat(doubts.take()).isEqualTo(new InDoubtEntries.Taken(false, Set.of("a", "b")));
    }

    @Test
    void with_too_many_everything_is_in_doubt_until_it_was_taken_out() {
        doubts.add(ids(InDoubtEntries.MOST));
        InDoubtEntries.Taken most = doubts.take();
        assertThat(most.all()).isFalse();
        doubts.add(List.of("one more"));
        doubts.putBack(most);
        doubts.add(List.of("and another"));
        InDoubtEntries.Taken all = doubts.take();
        assertThat(all.all()).isTrue();
        assertThat(doubts.take().all()).isFalse();
        doubts.putBack(all);
        assertThat(doubts.take().all()).isTrue();
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
