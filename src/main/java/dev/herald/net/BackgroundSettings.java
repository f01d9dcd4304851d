package dev.herald.net;

/**
 * What threads beside the event loops may take from them.
 *
 * @param nice by how much they give way to the loops, 0 (not at all) to 19 ({@code herald.background.nice})
 */
public record BackgroundSettings(int nice) {

    /** Checks the bounds. */
    public BackgroundSettings {
        if (nice < 0 || nice > 19) {
            throw new IllegalArgumentException("herald.background.nice must be from 0 to 19, but is " + nice);
        }
    }
}
