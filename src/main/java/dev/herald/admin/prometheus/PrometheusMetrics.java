package dev.herald.admin.prometheus;

import dev.herald.admin.health.HealthProbes;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.OpenSockets;
import dev.herald.swarm.Swarms;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmNativeMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** All metrics, in the formats of Prometheus. Thread-safe. */
public final class PrometheusMetrics {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();

    /**
     * Metrics in one format.
     *
     * @param mediaType the media type with its version
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Exposition(String mediaType, byte[] bytes) {}

    /**
     * Registers everything.
     *
     * @param version the version of Herald
     */
    public PrometheusMetrics(
            Metrics metrics,
            OpenSockets sockets,
            Certificates certificates,
            Swarms swarms,
            HealthProbes probes,
            String version) {
        CallbackRegistry callbacks = new CallbackRegistry(registry);
        new FrontendMetrics(metrics, sockets).register(callbacks);
        StateMetrics.register(callbacks, swarms);
        StateMetrics.register(callbacks, probes, sockets);
        StateMetrics.register(callbacks, certificates, metrics.periodicTasks());
        StateMetrics.register(callbacks, version);
        registerJvm();
    }

    private void registerJvm() {
        JvmThreadsMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
        JvmClassLoadingMetrics.builder().register(registry);
        JvmCompilationMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmNativeMemoryMetrics.builder().register(registry);
        JvmRuntimeInfoMetric.builder().register(registry);
        ProcessMetrics.builder().register(registry);
    }

    /**
     * Reads all figures, and returns them in the text format that a header {@code Accept} asks for. The library's own choice may be
     * Protocol Buffers, which fail without another library. May take two seconds.
     */
    Exposition exposition(String accept) {
        ExpositionFormatWriter openMetrics = formats.getOpenMetricsTextFormatWriter();
        ExpositionFormatWriter writer =
                openMetrics.accepts(accept) ? openMetrics : formats.getPrometheusTextFormatWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Exposition(writer.getContentType(), out.toByteArray());
    }
}
