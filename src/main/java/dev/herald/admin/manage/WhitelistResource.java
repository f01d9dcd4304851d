package dev.herald.admin.manage;

import dev.herald.admin.auth.RequiresScope;
import dev.herald.registry.Registry;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import java.time.InstantSource;

/** The torrents that a listed tracker serves. */
@Path("whitelist")
@Singleton
@RequiresScope(reading = Scope.READ, changing = Scope.TORRENTS)
public final class WhitelistResource extends EntryResource {

    @Inject
    WhitelistResource(Registry registry, InstantSource clock) {
        super(EntryForm.WHITELIST, registry.whitelist(), clock);
    }
}
