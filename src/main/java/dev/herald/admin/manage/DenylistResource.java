package dev.herald.admin.manage;

import dev.herald.admin.auth.RequiresScope;
import dev.herald.registry.Registry;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import java.time.InstantSource;

/** The torrents that are rejected in every mode. */
@Path("denylist")
@Singleton
@RequiresScope(reading = Scope.READ, changing = Scope.TORRENTS)
public final class DenylistResource extends EntryResource {

    @Inject
    DenylistResource(Registry registry, InstantSource clock) {
        super(EntryForm.DENYLIST, registry.denylist(), clock);
    }
}
