package dev.herald.clients;

import java.util.List;

/** Where an announce URL has the key of a private tracker. */
enum KeyForm {
    NONE("/announce"),
    BEHIND("/announce/KEY"),
    BEFORE("/KEY/announce"),
    ALONE("/KEY"),
    PASSKEY("/announce?passkey=KEY");

    private final String target;

    KeyForm(String target) {
        this.target = target;
    }

    /** Path and query of an announce URL. */
    String target(String key) {
        return target.replace("KEY", key);
    }

    /** All that have a key. */
    static List<KeyForm> withKey() {
        return List.of(BEHIND, BEFORE, ALONE, PASSKEY);
    }

    @Override
    public String toString() {
        return target;
    }
}
