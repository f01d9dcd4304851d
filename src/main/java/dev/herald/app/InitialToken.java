package dev.herald.app;

import dev.herald.admin.ConfiguredToken;
import dev.herald.config.StartupSignals;
import dev.herald.registry.Actor;
import dev.herald.registry.Entry;
import dev.herald.registry.IssuedToken;
import dev.herald.registry.Scope;
import dev.herald.registry.TokenRepository;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;

/** Creates the first API token if there is none, and shows it to the operator once. */
final class InitialToken {

    static final String LABEL = "admin";

    private static final Logger LOG = System.getLogger(InitialToken.class.getName());

    private InitialToken() {}

    /**
     * Creates a token if the settings contain none and none is stored. The launcher or the log shows it.
     *
     * @throws dev.herald.registry.RegistryUnavailableException if the database is unavailable
     */
    static void ensureExists(List<ConfiguredToken> configured, TokenRepository tokens) {
        configured.stream()
                .filter(ConfiguredToken::weak)
                .forEach(token -> LOG.log(
                        Level.WARNING,
                        "The API token " + token.label() + " in the settings is short enough to be guessed;"
                                + " use at least 16 characters"));
        if (configured.isEmpty() && tokens.list().isEmpty()) {
            tokens.issue(Actor.HERALD, LABEL, Set.of(Scope.ADMIN), Entry.FOREVER)
                    .ifPresent(InitialToken::show);
        }
    }

    private static void show(IssuedToken issued) {
        if (System.getProperty(StartupSignals.VERSION) == null) {
            LOG.log(Level.INFO, "Created an API token, which is shown only this once: " + issued.secret());
        } else {
            StartupSignals.publishToken(issued.secret());
        }
    }
}
