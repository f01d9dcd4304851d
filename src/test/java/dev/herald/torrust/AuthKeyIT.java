package dev.herald.torrust;

import dev.herald.torrust.Torrust.Mode;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rules on H2; the others are in {@code admin.manage}, whose trackers have them. */
final class AuthKeyIT extends AuthKeyRules {

    @RegisterExtension
    static final Torrust HERALD = Torrust.in(Mode.PUBLIC);

    AuthKeyIT() {
        super(HERALD::contract);
    }
}
