package dev.herald.admin.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class SwarmMetricsTest {

    /** Dashboards report a missing name as an error, but not the value 0. */
    @Test
    void names_and_samples_are_the_same_whether_download_counts_are_kept_or_not() {
        assertThat(names(false)).isEqualTo(names(true)).contains("tracker_core_persisted_torrents_downloads_total 1");
    }

    private static List<String> names(boolean keepsDownloads) {
        Swarms swarms = new Swarms(new SwarmSettings(true, 60), 3960, new Random(1));
        return SwarmMetrics.now(swarms, keepsDownloads).stream()
                .map(metric -> metric.name() + " " + metric.samples().size())
                .toList();
    }
}
