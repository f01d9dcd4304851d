package dev.herald.access;

/**
 * The mode of the tracker.
 *
 * @param isPrivate whether announces need a valid key ({@code herald.private})
 * @param listed whether only torrents of the whitelist are served ({@code herald.listed})
 * @param checkExpiry whether expired keys are rejected ({@code herald.private.check-expiry})
 */
public record AccessSettings(boolean isPrivate, boolean listed, boolean checkExpiry) {

    /** Serves every client and every torrent that is not denied. */
    public static final AccessSettings PUBLIC = new AccessSettings(false, false, true);
}
