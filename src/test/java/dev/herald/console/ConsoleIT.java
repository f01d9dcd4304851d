package dev.herald.console;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console of the packaged jar in Chromium. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
final class ConsoleIT {

    @RegisterExtension
    static final Console CONSOLE = new Console();

    @Nested
    @Order(1) // The one-time code of the start is valid for five minutes.
    final class Signing_in extends SignInRules {
        Signing_in() {
            super(CONSOLE);
        }
    }

    @Nested
    final class Pages extends PageRules {
        Pages() {
            super(CONSOLE);
        }
    }

    @Nested
    final class Scopes extends VisibleScopeRules {
        Scopes() {
            super(CONSOLE);
        }
    }

    @Nested
    final class Actions extends ActionRules {
        Actions() {
            super(CONSOLE);
        }
    }

    @Nested
    final class Viewers extends ViewerRules {
        Viewers() {
            super(CONSOLE);
        }
    }
}
