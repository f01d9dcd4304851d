package dev.herald.registry;

/**
 * Who makes a change, for the audit.
 *
 * @param label of the token, or what Herald calls itself; never a secret
 */
public record Actor(String label) {

    /** Herald itself: clean-up, import at start. */
    public static final Actor HERALD = new Actor("herald");

    /** Keeps to what the audit can store. */
    public Actor {
        StorableText.require(label, "the name of an actor", StorableText.LINE, false);
    }
}
