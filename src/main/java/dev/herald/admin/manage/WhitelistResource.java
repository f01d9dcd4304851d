package dev.herald.admin.manage;

import dev.herald.admin.RequiredScope;
import dev.herald.registry.Registry;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import java.time.InstantSource;

/** The torrents that a listed tracker serves. */
@Path("whitelist")
@Singleton
@RequiredScope(reading = Scope.READ, changing = Scope.TORRENTS)
public final class WhitelistResource extends RollResource {

    @Inject
    WhitelistResource(Registry registry, InstantSource clock) {
        super(EntryForm.WHITELIST, registry.whitelist(), clock);
    }
}
