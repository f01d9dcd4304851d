package dev.herald.admin.manage;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.InfoHash;
import dev.herald.registry.Entry;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How the entries of each list look to clients: as JSON, and as a line of plain text. */
enum EntryForm {
    /** A line is a key, and after a blank the time until which it is valid, if it expires. */
    KEYS("key", "label"),
    /** A line is a hash, and after a blank the label, if there is one. */
    WHITELIST("hash", "label"),
    /** A line is a hash, and after a blank the reason, if there is one. */
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

    /** The member that names an entry. */
    String idName() {
        return idName;
    }

    /** Every member of an entry. */
    Set<String> members() {
        return this == KEYS
                ? Set.of(idName, labelName, NOTE, CREATED, VALID_UNTIL)
                : Set.of(idName, labelName, NOTE, CREATED);
    }

    /**
     * The id that {@code text} stands for, in its one form.
     *
     * @throws ProblemException with 400, which does not repeat the text: it could be nearly a key
     */
    String id(String text) {
        return find(text).orElseThrow(() -> ProblemException.of(400, rule()));
    }

    /**
     * The id among the members of an object, if it is there.
     *
     * @throws ProblemException with 422 if it cannot be one
     */
    Optional<String> id(JsonObjectReader members) {
        return members.text(idName).map(text -> find(text)
                .orElseThrow(() -> new ProblemException(Problem.unacceptable("/" + idName, rule()))));
    }

    private String rule() {
        return this == KEYS ? "A key has 16 to 64 letters, digits, - or _" : "A hash has 40 hexadecimal digits";
    }

    private Optional<String> find(String text) {
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
            json.add(
                    VALID_UNTIL,
                    entry.validUntil() == Entry.FOREVER
                            ? JsonValue.NULL
                            : Json.createValue(Times.text(entry.validUntil())));
        }
        return json.build();
    }

    /**
     * The entry that the members of an object describe; what is not there is empty, now or forever.
     *
     * @throws ProblemException with 422 if a value cannot be accepted
     */
    Entry entry(String id, JsonObjectReader members, long now) {
        try {
            return new Entry(
                    id,
                    members.text(labelName).orElse(""),
                    members.text(NOTE).orElse(""),
                    members.time(CREATED, now),
                    members.time(VALID_UNTIL, Entry.FOREVER));
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(422, sentence(e.getMessage()));
        }
    }

    /** The entry on a line of NDJSON. */
    Entry ofJson(String line, long now) {
        JsonObjectReader members = JsonObjectReader.parse(line, members());
        String id = id(members).orElseThrow(() -> ProblemException.of(422, "The member " + idName + " is missing"));
        return entry(id, members, now);
    }

    /** The entry on a line of plain text. */
    Entry ofText(String line, long now) {
        String[] words = line.strip().split("[ \t]+", 2);
        String rest = words.length > 1 ? words[1] : "";
        String id = id(words[0]);
        try {
            if (this != KEYS) {
                return new Entry(id, rest, "", now, Entry.FOREVER);
            }
            return new Entry(
                    id,
                    "",
                    "",
                    now,
                    rest.isEmpty()
                            ? Entry.FOREVER
                            : Times.parse(rest)
                                    .orElseThrow(() -> ProblemException.of(
                                            422, "after the key may stand a time such as 2027-01-01T00:00:00Z")));
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(422, sentence(e.getMessage()));
        }
    }

    /** The line that {@link #ofText} reads; notes and creation times are left out. */
    String text(Entry entry) {
        String rest = this == KEYS
                ? entry.validUntil() == Entry.FOREVER ? "" : Times.text(entry.validUntil())
                : entry.label();
        return rest.isEmpty() ? entry.id() : entry.id() + " " + rest;
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
