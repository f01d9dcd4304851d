package dev.herald.conformance;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** A private tracker: the WAR in Payara Micro. */
@RunAsClient
@DeployedHerald.Settings("herald.private=true")
@ExtendWith({DeployedHerald.class, ArquillianExtension.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
final class PrivateWarIT {

    @Deployment(testable = false)
    static WebArchive herald() {
        return DeployedHerald.warWithOperatorEndpoint();
    }

    @Nested
    @RunAsClient
    final class Over_udp extends AccessConformance.Private {
        Over_udp() {
            super(FrontendUnderTest.overUdp());
        }
    }

    @Nested
    @RunAsClient
    final class Over_http extends AccessConformance.Private {
        Over_http() {
            super(FrontendUnderTest.overHttp());
        }
    }

    @Nested
    @RunAsClient
    final class Over_Netty extends AccessConformance.Private {
        Over_Netty() {
            super(FrontendUnderTest.overNetty());
        }
    }

    @Nested
    @RunAsClient
    final class Authentication_failures_over_http extends PrivateHttpRules {
        @Override
        int port() {
            return DeployedHerald.http();
        }
    }

    @Nested
    @RunAsClient
    final class Authentication_failures_over_Netty extends PrivateHttpRules {
        @Override
        int port() {
            return DeployedHerald.httpNetty();
        }
    }

    @Nested
    @RunAsClient
    final class Url_data_over_udp extends UrlDataRules {}
}
