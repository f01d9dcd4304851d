package dev.herald.http;

import static dev.herald.http.Client.IH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.InfoHash;
import dev.herald.http.ScrapeQuery.Torrents;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ScrapeQueryTest {

    private static final InfoHash IH1 = InfoHash.ofHex("562a813d4255d620ab802bc9260d70ea99f821b0");

    @ParameterizedTest
    @CsvSource({
        "'',                                SCRAPE_WITHOUT_QUERY",
        "&,                                 SCRAPE_WITHOUT_INFO_HASH",
        "info_hash,                         SCRAPE_WITHOUT_INFO_HASH",
        "info_hash=,                        SCRAPE_WITHOUT_INFO_HASH",
        "peer_id=aaaaaaaaaaaaaaaaaaaa,      SCRAPE_WITHOUT_INFO_HASH",
        "info_hash=x,                       SCRAPE_INVALID_INFO_HASH",
        "info_hash=%,                       SCRAPE_INVALID_INFO_HASH",
        "info_hash=aaaaaaaaaaaaaaaaaaaaa,   SCRAPE_INVALID_INFO_HASH",
        "info_hash=aaaaaaaaaaaaaaaaaaaa&info_hash=x, SCRAPE_INVALID_INFO_HASH",
    })
    void invalid_query_is_an_error(String query, RequestError error) {
        assertThat(ScrapeQuery.parse(query, true)).isEqualTo(error);
    }

    @Test
    void unknown_parameters_and_duplicates_are_ignored() {
        String query = "x=%zz&&info_hash=" + IH + "&info_hash=&foo&info_hash=" + IH + "&key=a=b";
        assertThat(ScrapeQuery.parse(query, true)).isEqualTo(new Torrents(List.of(IH1)));
    }

    @Test
    void first_100_info_hashes_are_used() {
        String hundred = IntStream.range(0, 100)
                .mapToObj(i -> "info_hash=" + "%%%02x".formatted(99 - i).repeat(20))
                .collect(Collectors.joining("&"));
        ScrapeQuery query = ScrapeQuery.parse(hundred + "&info_hash=" + "%f0".repeat(20) + "&info_hash=short", true);
        assertThat(query).isInstanceOf(Torrents.class);
        assertThat(((Torrents) query).infoHashes())
                .hasSize(100)
                .isSorted()
                .startsWith(InfoHash.ofHex("00".repeat(20)))
                .endsWith(InfoHash.ofHex("63".repeat(20)));
    }
}
