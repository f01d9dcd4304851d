package dev.herald.access;

/**
 * Whom the tracker serves.
 *
 * @param isPrivate whether a valid key is needed ({@code herald.private})
 * @param listed whether only listed torrents are served ({@code herald.listed})
 * @param checkExpiry whether keys expire at all ({@code herald.private.check-expiry})
 */
public record AccessSettings(boolean isPrivate, boolean listed, boolean checkExpiry) {

    /** Everybody, with any torrent that is not denied. */
    public static final AccessSettings PUBLIC = new AccessSettings(false, false, true);
}
