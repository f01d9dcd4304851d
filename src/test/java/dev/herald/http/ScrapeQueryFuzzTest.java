package dev.herald.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.bittorrent.InfoHash;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A scrape is an error or has torrents, which are answered once, in the order of their bytes. */
final class ScrapeQueryFuzzTest {

    private final Client client = new Client();

    @MethodSource("queries")
    @FuzzTest
    void response_has_the_torrents_of_the_query(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        for (boolean plusIsSpace : new boolean[] {true, false}) {
            ScrapeQuery query = ScrapeQuery.parse(text, plusIsSpace);
            if (query instanceof ScrapeQuery.Torrents torrents) {
                List<InfoHash> infoHashes = torrents.infoHashes();
                assertThat(infoHashes).isNotEmpty().hasSizeLessThanOrEqualTo(ScrapeQuery.MAX_TORRENTS);
                assertThat(infoHashes).isSorted().doesNotHaveDuplicates();
                assertThat(ScrapeQuery.parse(escaped(infoHashes), plusIsSpace)).isEqualTo(query);
            }
        }
        answered(text);
    }

    static Stream<byte[]> queries() {
        return Stream.of(
                        "info_hash=" + Client.IH,
                        "info_hash=%ff%ff%ff%ff%ff%ff%ff%ff%ff%ff%ff%ff%ff%ff%ff%ff%ff%ff%ff%ff&info_hash=" + Client.IH,
                        "passkey=x?info_hash=aaaaaaaaaaaaaaaaaaaa&info_hash=aaaaaaaaaaaaaaaaaaa+&info%5fhash=",
                        "info_hash=" + "info_hash=aaaaaaaaaaaaaaaaaaaa&".repeat(101),
                        "info_hash=V%2G")
                .map(query -> query.getBytes(ISO_8859_1));
    }

    private void answered(String text) {
        Map<String, Object> answer =
                Bdecode.dictionary(client.answer("/scrape", text).body());
        if (ScrapeQuery.parse(text, true) instanceof ScrapeQuery.Torrents torrents) {
            assertThat((Map<?, ?>) answer.get("files")).hasSameSizeAs(torrents.infoHashes());
        } else {
            assertThat(answer).containsKey("failure reason").doesNotContainKey("files");
        }
    }

    private static String escaped(List<InfoHash> infoHashes) {
        return infoHashes.stream()
                .map(infoHash -> "info_hash=" + infoHash.toString().replaceAll("..", "%$0"))
                .collect(Collectors.joining("&"));
    }
}
