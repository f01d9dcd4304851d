package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.conformance.FrontendClient;
import java.io.IOException;
import java.util.Set;

/** All that was written to a server with closed frontends, and the comparison with what it knows. */
final class Books {

    /** There all the time, to try the others with. */
    static final String KEY = "TheKeyThatIsThereAllTheTimeLong0";

    static final String HASH = "5452869be36f9f3350ccee6b4544e7e76caaadab";

    private final Ledger keys = new Ledger();
    private final Ledger hashes = new Ledger();

    Ledger keys() {
        return keys;
    }

    Ledger hashes() {
        return hashes;
    }

    /** Writes the key and the hash that are there all the time. */
    void open(Api api) throws IOException {
        assertThat(api.put("keys", KEY).ok()).isTrue();
        assertThat(api.put("whitelist", HASH).ok()).isTrue();
        keys.acknowledged(KEY, true);
        hashes.acknowledged(HASH, true);
    }

    /** That the database has what was acknowledged, and that the frontends let in whom the database has. */
    void compare(Server server, String when) throws IOException {
        Set<String> allKeys = keys.ids();
        Set<String> allHashes = hashes.ids();
        Set<String> foundKeys = server.api().ids("keys");
        Set<String> foundHashes = server.api().ids("whitelist");
        assertThat(keys.contradictions(foundKeys)).as(when).isEmpty();
        assertThat(hashes.contradictions(foundHashes)).as(when).isEmpty();
        FrontendClient udp = server.udp();
        assertThat(allKeys).as(when).allSatisfy(key -> assertThat(Clients.served(udp, key, HASH))
                .isEqualTo(foundKeys.contains(key)));
        FrontendClient http = server.http();
        assertThat(allHashes).as(when).allSatisfy(hash -> assertThat(Clients.served(http, KEY, hash))
                .isEqualTo(foundHashes.contains(hash)));
    }
}
