package dev.herald.registry;

/**
 * The author of a change, for the audit.
 *
 * @param label label of the token, or {@code herald}
 */
public record Actor(String label) {

    /** Herald: maintenance and the import at startup. */
    public static final Actor HERALD = new Actor("herald");

    /** Checks that the audit can store the label. */
    public Actor {
        StorableText.require(label, "the name of an actor", StorableText.MAX_LINE, false);
    }
}
