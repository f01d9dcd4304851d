package dev.herald.conformance;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** A listed tracker in its container. */
@RunAsClient
@DeployedHerald.Settings("herald.listed=true")
@ExtendWith({DeployedHerald.class, ArquillianExtension.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ListedWarIT {

    @Deployment(testable = false)
    static WebArchive herald() {
        return DeployedHerald.warWithHatch();
    }

    @Nested
    @RunAsClient
    final class Over_udp extends AccessConformance.Listed {
        @Override
        UdpClient client() {
            return new UdpClient(DeployedHerald.udp());
        }

        @Override
        public Operator operator() {
            return DeployedHerald.operator();
        }
    }

    @Nested
    @RunAsClient
    final class Over_http extends AccessConformance.Listed {
        @Override
        HttpClient client() {
            return new HttpClient(DeployedHerald.http());
        }

        @Override
        public Operator operator() {
            return DeployedHerald.operator();
        }
    }

    @Nested
    @RunAsClient
    final class Over_volume extends AccessConformance.Listed {
        @Override
        HttpClient client() {
            return new HttpClient(DeployedHerald.volume());
        }

        @Override
        public Operator operator() {
            return DeployedHerald.operator();
        }
    }
}
