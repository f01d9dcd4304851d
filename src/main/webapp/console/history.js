// Series of the server's history for the charts of a page, continued by live snapshots.
import { api } from './api.js';
import { byFrontend, familyName, frontendName } from './format.js';

const MAX_METRICS = 20;
const HOUR = 3600;
const RELOAD = { hour: 0, day: 60_000, month: 600_000 };

/** The values of a snapshot under the names of the history. */
function values(snapshot) {
    const result = new Map();
    for (const rate of snapshot.rates ?? []) {
        for (const name of ['announces', 'scrapes', 'rejections']) {
            result.set(`${name}.${rate.frontend}.${rate.family}`, rate[name]);
        }
    }
    for (const answer of snapshot.answers ?? []) {
        result.set(`p50.${answer.frontend}`, answer.p50);
        result.set(`p99.${answer.frontend}`, answer.p99);
    }
    for (const open of snapshot.connections ?? []) {
        result.set(`connections.${open.frontend}`, open.open);
    }
    for (const name of ['torrents', 'seeders', 'leechers', 'completed']) {
        result.set(name, snapshot.swarm?.[name]);
    }
    result.set('heap_used', snapshot.memory?.heap_used);
    result.set('cpu', snapshot.cpu);
    return result;
}

const WORDS = { torrents: 'Torrents', seeders: 'Seeders', leechers: 'Leechers', completed: 'Completed', heap_used: 'Memory', cpu: 'CPU' };

/** `announces.http.netty.ipv4` → `HTTP IPv4`. */
export function seriesLabel(metric) {
    if (WORDS[metric]) {
        return WORDS[metric];
    }
    const parts = metric.split('.');
    const family = /^ipv[46]$/.test(parts.at(-1)) ? parts.pop() : '';
    const rest = parts.slice(1).join('.');
    return parts[0] === 'rejected' ? rest.replaceAll('_', ' ') : `${frontendName(rest)} ${familyName(family)}`.trim();
}

/** `announces.http.netty.ipv4` → `http.netty`; empty for a metric without frontend. */
const frontendOf = metric => metric.split('.').slice(1).join('.').replace(/\.ipv[46]$/, '');

export class History {
    #metrics = [];
    #series = new Map();
    #timer;
    #pending = [];

    constructor(host) {
        this.host = host;
        this.range = 'hour';
        this.step = 1;
        this.from = 0;
        this.loaded = false;
        host.addController(this);
    }

    hostConnected() {}

    hostDisconnected() {
        clearTimeout(this.#timer);
    }

    /** Loads the metrics of which `wanted` approves. */
    async load(wanted, range, signal) {
        clearTimeout(this.#timer);
        this.range = range;
        this.#pending = [];
        this.#metrics = (await api.get('history', {}, { signal })).metrics.filter(wanted);
        const pages = [];
        for (let i = 0; i < this.#metrics.length; i += MAX_METRICS) {
            pages.push(api.get('history', { metric: this.#metrics.slice(i, i + MAX_METRICS), range }, { signal }));
        }
        const loaded = await Promise.all(pages);
        if (range !== this.range || loaded.length === 0) {
            return;
        }
        // Requests a second apart begin a second apart.
        this.step = loaded[0].step;
        this.from = Math.min(...loaded.map(page => page.from));
        this.#series.clear();
        for (const page of loaded) {
            const lead = Array((page.from - this.from) / this.step).fill(null);
            page.series.forEach(series => this.#series.set(series.metric, [...lead, ...series.values]));
        }
        this.loaded = true;
        this.#pending.splice(0).forEach(snapshot => this.append(snapshot));
        this.host.requestUpdate();
        if (RELOAD[range]) {
            this.#timer = setTimeout(() => this.load(wanted, range, signal).catch(() => {}), RELOAD[range]);
        }
    }

    /** Adds a snapshot to the last hour; longer ranges are loaded again from time to time. */
    append(snapshot) {
        if (this.range !== 'hour') {
            return;
        }
        if (!this.loaded) {
            this.#pending.push(snapshot);
            return;
        }
        const index = Math.floor(Date.parse(snapshot.time) / 1000) - this.from;
        const current = values(snapshot);
        const excess = Math.max(0, index + 1 - HOUR);
        if (index < 0 || excess > HOUR) {
            return;
        }
        for (const [metric, list] of this.#series) {
            while (list.length < index) {
                list.push(null);
            }
            list[index] = current.get(metric) ?? list[index] ?? null;
            list.splice(0, excess);
        }
        this.from += excess;
    }

    /** The data of a chart: all loaded metrics whose names begin with a prefix, of frontends of which `shown` approves. */
    chart(prefixes, shown = () => true) {
        return {
            from: this.from,
            step: this.step,
            series: prefixes
                .flatMap(prefix => [...this.#series.keys()].filter(metric => metric === prefix || metric.startsWith(`${prefix}.`)))
                .filter(metric => shown(frontendOf(metric)))
                .sort((a, b) => byFrontend(frontendOf(a), frontendOf(b)))
                .map(metric => ({ label: seriesLabel(metric), values: this.#series.get(metric) })),
        };
    }
}
