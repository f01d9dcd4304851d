package dev.herald.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NearestNameTest {

    @ParameterizedTest
    @CsvSource({"'','',0", "bind,bind,0", "bind,bnd,1", "bind,binds,1", "bind,bend,1", "kitten,sitting,3", "'',bind,4"})
    void the_distance_counts_edits_and_is_symmetric(String from, String to, int edits) {
        assertThat(NearestName.distance(from, to)).isEqualTo(edits);
        assertThat(NearestName.distance(to, from)).isEqualTo(edits);
    }

    @Test
    void the_name_with_the_fewest_edits_is_the_nearest() {
        List<String> names = List.of("herald.http.jaxrs.bind", "herald.udp.bind", "herald.udp.threads");

        assertThat(NearestName.of("herald.udp.bnid", names)).isEqualTo("herald.udp.bind");
        assertThat(NearestName.of("herald.udp.thread", names)).isEqualTo("herald.udp.threads");
    }
}
