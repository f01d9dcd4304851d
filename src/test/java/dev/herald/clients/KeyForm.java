package dev.herald.clients;

import java.util.List;

/** The position of the key of a private tracker in an announce URL. */
enum KeyForm {
    NONE("/announce"),
    PATH_SUFFIX("/announce/KEY"),
    PATH_PREFIX("/KEY/announce"),
    PATH_ONLY("/KEY"),
    QUERY("/announce?passkey=KEY");

    private final String target;

    KeyForm(String target) {
        this.target = target;
    }

    /** Path and query of the announce URL. */
    String target(String key) {
        return target.replace("KEY", key);
    }

    /** All forms with a key. */
    static List<KeyForm> withKey() {
        return List.of(PATH_SUFFIX, PATH_PREFIX, PATH_ONLY, QUERY);
    }

    @Override
    public String toString() {
        return target;
    }
}
