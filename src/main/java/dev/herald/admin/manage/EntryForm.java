package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import dev.herald.admin.JsonObjectReader;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.InfoHash;
import dev.herald.registry.Entry;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The forms of the entries of each list: a JSON object and a line of plain text. */
enum EntryForm {
    /** A line is a key, followed by a blank and its expiry if it has one. */
    KEYS("key", "label"),
    /** A line is a hash, followed by a blank and the label if it has one. */
    WHITELIST("hash", "label"),
    /** A line is a hash, followed by a blank and the reason if it has one. */
    DENYLIST("hash", "reason");

    private static final String NOTE = "note";
    private static final String CREATED = "created";
    private static final String VALID_UNTIL = "valid_until";

    private final String idName;
    private final String labelName;

    EntryForm(String idName, String labelName) {
        this.idName = idName;
        this.labelName = labelName;
    }

    /** The path segment of the list. */
    String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of the member with the id. */
    String idName() {
        return idName;
    }

    /** The names of all members. */
    Set<String> members() {
        return this == KEYS
                ? Set.of(idName, labelName, NOTE, CREATED, VALID_UNTIL)
                : Set.of(idName, labelName, NOTE, CREATED);
    }

    /**
     * The canonical form of an id.
     *
     * @throws ApiException with 400, which omits the text: it could be a mistyped key
     */
    String id(String text) {
        return normalize(text).orElseThrow(() -> ApiException.of(400, rule()));
    }

    /**
     * The id among the members of an object; empty if it is absent.
     *
     * @throws ApiException with 422 if it is malformed
     */
    Optional<String> id(JsonObjectReader members) {
        return members.text(idName)
                .map(text -> normalize(text).orElseThrow(() -> ApiException.unacceptable(idName, rule())));
    }

    private String rule() {
        return this == KEYS ? "A key has 16 to 64 letters, digits, - or _" : "A hash has 40 hexadecimal digits";
    }

    private Optional<String> normalize(String text) {
        if (this == KEYS) {
            return AccessKey.wellFormed(text) ? Optional.of(text) : Optional.empty();
        }
        try {
            return Optional.of(InfoHash.ofHex(text).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    JsonObject json(Entry entry) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add(idName, entry.id())
                .add(labelName, entry.label())
                .add(NOTE, entry.note())
                .add(CREATED, Times.text(entry.created()));
        if (this == KEYS) {
            json.add(VALID_UNTIL, Times.json(entry.validUntil()));
        }
        return json.build();
    }

    /**
     * The entry of the members of an object. Absent texts are empty, the default of {@code created} is now.
     *
     * @throws ApiException with 422 if a value is unacceptable
     */
    Entry entry(String id, JsonObjectReader members, long now) {
        return entry(
                id,
                members.text(labelName).orElse(""),
                members.text(NOTE).orElse(""),
                Times.of(members, CREATED, now),
                Times.of(members, VALID_UNTIL, Entry.FOREVER));
    }

    private static Entry entry(String id, String label, String note, long created, long validUntil) {
        try {
            return new Entry(id, label, note, created, validUntil);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw ApiException.of(422, Character.toUpperCase(message.charAt(0)) + message.substring(1));
        }
    }

    /** The entry in a line of NDJSON. */
    Entry ofJson(String line, long now) {
        JsonObjectReader members = JsonObjectReader.parse(line, members());
        String id = id(members).orElseThrow(() -> ApiException.of(422, "The member " + idName + " is missing"));
        return entry(id, members, now);
    }

    /** The entry in a line of plain text. */
    Entry ofText(String line, long now) {
        String[] parts = line.strip().split("[ \t]+", 2);
        String id = id(parts[0]);
        String rest = parts.length > 1 ? parts[1] : "";
        if (this != KEYS) {
            return entry(id, rest, "", now, Entry.FOREVER);
        }
        long validUntil = rest.isEmpty()
                ? Entry.FOREVER
                : Times.parse(rest)
                        .orElseThrow(() -> ApiException.of(
                                422, "After the key only a time such as 2027-01-01T00:00:00Z is allowed"));
        return entry(id, "", "", now, validUntil);
    }

    /** The line for {@link #ofText}, without note and creation time. */
    String text(Entry entry) {
        String rest = this == KEYS
                ? entry.validUntil() == Entry.FOREVER ? "" : Times.text(entry.validUntil())
                : entry.label();
        return rest.isEmpty() ? entry.id() : entry.id() + " " + rest;
    }
}
