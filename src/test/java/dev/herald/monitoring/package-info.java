/** The configuration of Prometheus and the dashboards of Grafana in {@code deploy}, checked by Prometheus' own tool and against the metrics. */
package dev.herald.monitoring;
