package dev.herald.http.volume;

import dev.herald.bittorrent.Network;
import dev.herald.http.HttpTracker;
import java.util.List;

/** The door by each transport, for tests of other rooms. */
public final class Transports {

    private Transports() {}

    /** The names of those that this machine has. */
    public static List<String> here() {
        return Door.transports().stream().map(Object::toString).toList();
    }

    /** A door, still closed, by the transport of that name. */
    public static VolumeServer door(
            String transport, VolumeSettings settings, List<Network> proxies, HttpTracker tracker) {
        VolumeTransport named = Door.transports().stream()
                .filter(each -> each.toString().equals(transport))
                .findFirst()
                .orElseThrow();
        return new VolumeServer(settings, proxies, tracker, named);
    }
}
