package dev.herald.admin.prometheus;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Consumer;

/** Registers metrics of whole numbers, which are read each time that they are requested. */
record CallbackRegistry(PrometheusRegistry prometheus) {

    /** Takes the values of one metric. */
    @FunctionalInterface
    interface Samples {

        /** Adds a value with the values of the labels, in the order of their names. */
        void add(long value, String... labels);
    }

    /** Registers a metric that never decreases. */
    void counter(String name, String help, Consumer<Samples> values, String... labels) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback -> values.accept((value, of) -> callback.call((double) value, of)))
                .register(prometheus);
    }

    /** Registers a metric that may decrease. */
    void gauge(String name, String help, Consumer<Samples> values, String... labels) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback -> values.accept((value, of) -> callback.call((double) value, of)))
                .register(prometheus);
    }
}
