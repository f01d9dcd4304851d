package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The worked example in section 4.8 of the protocol reference: 23 announces for one torrent. */
interface WorkedExample extends SwarmFixture {

    /** Step, endpoint, peer id, event, left; then complete, incomplete, downloaders, downloaded, and the peers returned. */
    String STEPS = """
             1 | A | a  | started   | 100    | 0 | 1 | 1 | 0 |
             2 | B | b  | started   | 0      | 1 | 1 | 1 | 0 | A
             3 | C | c  | started   | 100    | 1 | 2 | 2 | 0 | A B
             4 | A | a  | none      | 50     | 1 | 2 | 2 | 0 | B C
             5 | A | a  | completed | 0      | 2 | 1 | 1 | 1 | C
             6 | A | a  | completed | 0      | 2 | 1 | 1 | 1 | C
             7 | A | a  | none      | 0      | 2 | 1 | 1 | 1 | C
             8 | C | c  | paused    | 40     | 2 | 1 | 0 | 1 |
             9 | D | d  | started   | 100    | 2 | 2 | 1 | 1 | A B C
            10 | B | b  | stopped   | 0      | 1 | 2 | 1 | 1 |
            11 | B | b  | stopped   | 0      | 1 | 2 | 1 | 1 |
            12 | C | c  | none      | 40     | 1 | 2 | 2 | 1 | A D
            13 | C | c  | none      | 0      | 2 | 1 | 1 | 2 | D
            14 | E | e  | completed | 0      | 3 | 1 | 1 | 2 | D
            15 | D | d  | completed | 30     | 3 | 1 | 1 | 2 | A C E
            16 | D | d2 | started   | 100    | 3 | 1 | 1 | 2 | A C E
            17 | D | d  | stopped   | 100    | 3 | 1 | 1 | 2 |
            18 | A | a  | none      | 20     | 2 | 2 | 2 | 2 | C D E
            19 | A | a  | completed | 0      | 3 | 1 | 1 | 2 | D
            20 | D | d2 | none      | absent | 3 | 1 | 1 | 2 | A C E
            21 | D | d2 | completed | absent | 4 | 0 | 0 | 3 |
            22 | F | f  | none      | absent | 4 | 1 | 1 | 3 | A C D E
            23 | F | f  | stopped   | 5      | 4 | 0 | 0 | 3 |
            """;

    @Test
    default void responses_match_the_worked_example() {
        STEPS.lines().forEach(row -> {
            String[] cells =
                    Arrays.stream(row.split("\\|", -1)).map(String::strip).toArray(String[]::new);
            Answer answer = announce(step(cells));
            assertThat(answer.complete()).as("complete in " + row).isEqualTo(Integer.parseInt(cells[5]));
            assertThat(answer.incomplete()).as("incomplete in " + row).isEqualTo(Integer.parseInt(cells[6]));
            assertThat(answer.peers()).as("peers in " + row).containsExactlyInAnyOrderElementsOf(peers(cells[9]));
            Counts scraped = counts();
            assertThat(scraped.complete()).as("scraped complete in " + row).isEqualTo(Integer.parseInt(cells[5]));
            assertThat(scraped.incomplete()).as("scraped incomplete in " + row).isEqualTo(Integer.parseInt(cells[6]));
            assertThat(scraped.downloaded()).as("downloaded in " + row).isEqualTo(Integer.parseInt(cells[8]));
            assertThat(answer.downloaded().orElse(scraped.downloaded())).isEqualTo(scraped.downloaded());
            scraped.downloaders()
                    .ifPresent(downloaders ->
                            assertThat(downloaders).as("downloaders in " + row).isEqualTo(Integer.parseInt(cells[7])));
        });
    }

    private Announce step(String[] cells) {
        char letter = cells[2].charAt(0);
        return Announce.of(torrent(), endpoint(cells[1]), id(letter + 100 * (cells[2].length() - 1)))
                .event(AnnounceEvent.valueOf(cells[3].toUpperCase(Locale.ROOT)))
                .left("absent".equals(cells[4]) ? AnnounceRequest.LEFT_UNKNOWN : Long.parseLong(cells[4]));
    }

    private List<Endpoint> peers(String letters) {
        return letters.isEmpty()
                ? List.of()
                : Arrays.stream(letters.split(" ", -1)).map(this::endpoint).toList();
    }

    private Endpoint endpoint(String letter) {
        return v4(letter.charAt(0) - 'A' + 1);
    }
}
