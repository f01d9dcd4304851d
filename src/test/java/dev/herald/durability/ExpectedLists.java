package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.conformance.FrontendClient;
import java.io.IOException;
import java.util.Set;

/** The keys and hashes that a private, listed tracker must have, and the comparison with those that it has. */
final class ExpectedLists {

    /** A key that always exists. Announces that test a hash use it. */
    static final String KEY = "TheKeyThatIsThereAllTheTimeLong0";

    /** An info hash that is always listed. Announces that test a key use it. */
    static final String HASH = "5452869be36f9f3350ccee6b4544e7e76caaadab";

    private final ExpectedList keys = new ExpectedList();
    private final ExpectedList hashes = new ExpectedList();

    ExpectedList keys() {
        return keys;
    }

    ExpectedList hashes() {
        return hashes;
    }

    /** Adds {@link #KEY} and {@link #HASH}. */
    void addFixtures(ApiClient api) throws IOException {
        assertThat(api.put("keys", KEY).ok()).isTrue();
        assertThat(api.put("whitelist", HASH).ok()).isTrue();
        keys.acknowledged(KEY, true);
        hashes.acknowledged(HASH, true);
    }

    /** Asserts that the database has every acknowledged change, and that the frontends accept exactly the entries of the database. */
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
