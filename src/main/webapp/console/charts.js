// Line charts on a canvas, each with a table of the same values. Chart.js is loaded with the first chart.
import { html, nothing } from 'lit';
import { View } from './page.js';

const POINTS = 240;
const ROWS = 12;

/** Distinguishable without colours too: each series has its own dashes. */
const LIGHT = ['#0072b2', '#b34a00', '#007a5a', '#a0408a', '#6b5900', '#3f6fd8', '#8a1c1c', '#4d4d4d'];
const DARK = ['#56b4e9', '#ff9d4d', '#3fd0a4', '#e59acb', '#e6d24a', '#8fb0ff', '#ff8b8b', '#c9c9c9'];
const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 3], [4, 4], [1, 3], [10, 2, 2, 2, 2, 2]];

let library;

async function load() {
    library ??= import('chart.js').then(() => {
        const { Chart } = globalThis;
        Chart.defaults.animation = false;
        Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
        Chart.defaults.font.size = 12;
        return Chart;
    });
    return library;
}

function isDark() {
    const chosen = document.documentElement.getAttribute('data-theme');
    return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function mean(values, from, to) {
    let sum = 0;
    let count = 0;
    for (let i = from; i < to; i++) {
        if (values[i] !== null && values[i] !== undefined) {
            sum += values[i];
            count++;
        }
    }
    return count === 0 ? null : sum / count;
}

/** Leaves out the time before the first value, so that a new tracker's first minutes fill the chart; a twelfth of the range is always shown. */
function trim(data) {
    const length = Math.max(0, ...data.series.map(series => series.values.length));
    const known = data.series.map(series => series.values.findIndex(value => value !== null && value !== undefined)).filter(index => index >= 0);
    const start = Math.min(known.length > 0 ? Math.min(...known) : 0, Math.floor((length * 11) / 12));
    return start === 0
        ? data
        : { ...data, from: data.from + start * data.step, series: data.series.map(series => ({ ...series, values: series.values.slice(start) })) };
}

/** Reduces each series to `points` means; the borders are multiples of the width, so that they do not move as time goes on. */
function reduce(data, points) {
    const length = Math.max(0, ...data.series.map(series => series.values.length));
    const width = Math.max(1, Math.ceil(length / points));
    const first = Math.ceil(data.from / data.step / width) * width - data.from / data.step;
    const starts = [];
    for (let i = first; i + width <= length; i += width) {
        starts.push(i);
    }
    return {
        times: starts.map(i => data.from + i * data.step),
        series: data.series.map(series => ({ label: series.label, values: starts.map(i => mean(series.values, i, i + width)) })),
    };
}

const STEPS = [60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 432000, 604800];

/** Round local times between two. */
function ticks(min, max, count) {
    const step = STEPS.find(candidate => (max - min) / candidate <= count) ?? STEPS.at(-1);
    const offset = new Date(min * 1000).getTimezoneOffset() * 60;
    const result = [];
    for (let t = Math.ceil((min - offset) / step) * step + offset; t <= max; t += step) {
        result.push({ value: t });
    }
    return result;
}

function timeText(seconds, span) {
    const date = new Date(seconds * 1000);
    return span > 2 * 86400
        ? date.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })
        : date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

/**
 * Properties: `label`; `data`: `{from, step, series: [{label, values}]}`, times in seconds since 1970; `format(value)`; `unit`: a word for the
 * reader, such as "per second".
 */
class HeraldChart extends View {
    static properties = {
        label: { attribute: false },
        unit: { attribute: false },
        data: { attribute: false },
        format: { attribute: false },
        tableOpen: { state: true },
    };

    constructor() {
        super();
        this.format = value => String(value);
        this.onTheme = () => this.#restyle();
    }

    connectedCallback() {
        super.connectedCallback();
        document.addEventListener('herald-theme', this.onTheme);
        matchMedia('(prefers-color-scheme: dark)').addEventListener('change', this.onTheme);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        document.removeEventListener('herald-theme', this.onTheme);
        matchMedia('(prefers-color-scheme: dark)').removeEventListener('change', this.onTheme);
        this.chart?.destroy();
        this.chart = undefined;
    }

    render() {
        const hasSeries = (this.data?.series.length ?? 0) > 0;
        return html`<figure class="chart">
            <figcaption><span class="chart-title">${this.label}</span> <span class="quiet">${this.unit ?? nothing}</span></figcaption>
            <div class="canvas-box"><canvas role="img" aria-label="${this.label}: line chart, the table below has the values"></canvas></div>
            <ul class="legend">${(this.data?.series ?? []).map((series, i) => html`<li>
                <svg class="key key-${i % LIGHT.length}" viewBox="0 0 22 4" aria-hidden="true"><line x1="0" y1="2" x2="22" y2="2" stroke-dasharray=${DASHES[i % DASHES.length].join(' ') || nothing}/></svg>
                ${series.label} <strong>${this.format(this.#last(series.values))}</strong></li>`)}</ul>
            <details @toggle=${event => (this.tableOpen = event.target.open)}>
                <summary>Table</summary>
                ${this.tableOpen && hasSeries ? this.#table() : nothing}
            </details>
        </figure>`;
    }

    #last(values) {
        for (let i = values.length - 1; i >= 0 && i >= values.length - 3; i--) {
            if (values[i] !== null) {
                return values[i];
            }
        }
        return undefined;
    }

    #table() {
        const reduced = reduce(trim(this.data), ROWS);
        const span = reduced.times.length > 1 ? reduced.times.at(-1) - reduced.times[0] : 0;
        return html`<div class="table-box" role="region" tabindex="0" aria-label="${this.label}: values">
            <table>
                <caption class="hidden-visually">${this.label}, means</caption>
                <thead><tr><th scope="col">From</th>${reduced.series.map(series => html`<th scope="col" class="number">${series.label}</th>`)}</tr></thead>
                <tbody>${reduced.times.map((t, i) => html`<tr>
                    <td>${timeText(t, span)}</td>
                    ${reduced.series.map(series => html`<td class="number">${this.format(series.values[i])}</td>`)}
                </tr>`)}</tbody>
            </table>
        </div>`;
    }

    async updated() {
        if (!this.data) {
            return;
        }
        const Chart = await load();
        const canvas = this.querySelector('canvas');
        if (!this.isConnected || !canvas) {
            return;
        }
        const reduced = reduce(trim(this.data), POINTS);
        this.chart ??= new Chart(canvas, this.#options());
        this.#fill(reduced);
        this.chart.update('none');
    }

    #fill(reduced) {
        const palette = isDark() ? DARK : LIGHT;
        const datasets = this.chart.data.datasets;
        datasets.length = reduced.series.length;
        reduced.series.forEach((series, i) => {
            datasets[i] = Object.assign(datasets[i] ?? {}, {
                label: series.label,
                data: reduced.times.map((t, k) => ({ x: t, y: series.values[k] })),
                borderColor: palette[i % palette.length],
                backgroundColor: palette[i % palette.length],
                borderDash: DASHES[i % DASHES.length],
            });
        });
        const x = this.chart.options.scales.x;
        x.min = reduced.times[0];
        x.max = reduced.times.at(-1);
    }

    #options() {
        const format = value => this.format(value);
        const colors = { grid: () => this.#color('--chart-grid'), text: () => this.#color('--pico-muted-color') };
        const reach = axis => axis.max - axis.min;
        return {
            type: 'line',
            data: { datasets: [] },
            options: {
                responsive: true,
                maintainAspectRatio: false,
                parsing: false,
                normalized: true,
                events: ['mousemove', 'mouseout', 'touchstart', 'touchmove'],
                interaction: { mode: 'index', intersect: false },
                elements: { point: { radius: 0, hitRadius: 8 }, line: { borderWidth: 1.75, tension: 0 } },
                scales: {
                    x: {
                        type: 'linear',
                        grid: { color: colors.grid, drawTicks: false },
                        border: { display: false },
                        afterBuildTicks: axis => (axis.ticks = ticks(axis.min, axis.max, Math.max(2, axis.width / 90))),
                        ticks: { color: colors.text, maxRotation: 0, padding: 6, callback: (value, i, all) => timeText(value, all.length ? reach({ min: all[0].value, max: all.at(-1).value }) : 0) },
                    },
                    y: {
                        beginAtZero: true,
                        suggestedMax: this.least ?? undefined,
                        grid: { color: colors.grid, drawTicks: false },
                        border: { display: false },
                        afterFit: axis => (axis.width = 62),
                        ticks: { color: colors.text, maxTicksLimit: 5, padding: 6, callback: format },
                    },
                },
                plugins: {
                    legend: { display: false },
                    tooltip: {
                        callbacks: {
                            title: items => (items.length ? new Date(items[0].parsed.x * 1000).toLocaleString() : ''),
                            label: item => `${item.dataset.label}: ${format(item.parsed.y)}`,
                        },
                    },
                },
            },
        };
    }

    #color(name) {
        return getComputedStyle(this).getPropertyValue(name).trim() || '#888';
    }

    #restyle() {
        this.requestUpdate();
    }
}

customElements.define('herald-chart', HeraldChart);
