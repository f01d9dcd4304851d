package dev.herald.conformance;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** A private and listed tracker: the WAR in Payara Micro. */
@RunAsClient
@DeployedHerald.Settings({"herald.private=true", "herald.listed=true"})
@ExtendWith({DeployedHerald.class, ArquillianExtension.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
final class PrivateListedWarIT {

    @Deployment(testable = false)
    static WebArchive herald() {
        return DeployedHerald.warWithOperatorEndpoint();
    }

    @Nested
    @RunAsClient
    final class Over_udp extends AccessConformance.PrivateListed {
        Over_udp() {
            super(FrontendUnderTest.overUdp());
        }
    }

    @Nested
    @RunAsClient
    final class Over_http extends AccessConformance.PrivateListed {
        Over_http() {
            super(FrontendUnderTest.overHttp());
        }
    }

    @Nested
    @RunAsClient
    final class Over_Netty extends AccessConformance.PrivateListed {
        Over_Netty() {
            super(FrontendUnderTest.overNetty());
        }
    }
}
