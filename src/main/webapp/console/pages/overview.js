import { html, nothing } from 'lit';
import '../charts.js';
import { byFrontend, bytes, compact, duration, familyName, frontendName, latency, number, percent, rate, time } from '../format.js';
import { History } from '../history.js';
import { live, LiveController } from '../live.js';
import { Page, badge, statusBadge } from '../page.js';
import { plainTable } from '../table.js';
import { isDismissed } from './start-state.js';

const RANGES = { hour: 'Hour', day: 'Day', month: '30 days' };
const CHARTS = ['announces', 'scrapes', 'rejections', 'p99', 'seeders', 'leechers', 'cpu'];

const sum = (list, name) => (list ?? []).reduce((total, item) => total + (item[name] ?? 0), 0);

class HeraldOverview extends Page {
    static properties = { range: { state: true } };

    constructor() {
        super();
        this.range = 'hour';
        this.history = new History(this);
        new LiveController(this, snapshot => this.history.append(snapshot));
        this.onState = () => this.#onState();
    }

    connectedCallback() {
        super.connectedCallback();
        this.before = live.state;
        live.addEventListener('state', this.onState);
        this.#load();
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        live.removeEventListener('state', this.onState);
    }

    /** After a pause or a restart of the server the history fills the gap. */
    #onState() {
        if (live.state === 'live' && (this.before === 'lost' || this.before === 'off')) {
            this.#load();
        }
        this.before = live.state === 'connecting' ? this.before : live.state;
    }

    #load() {
        return this.attempt(signal => this.history.load(metric => CHARTS.includes(metric.split('.')[0]), this.range, signal));
    }

    #select(range) {
        this.range = range;
        this.#load();
    }

    render() {
        const now = live.snapshot;
        const frontends = new Set((now?.listeners ?? []).map(listener => listener.frontend));
        this.shown = frontend => frontend === '' || frontends.size === 0 || frontends.has(frontend);
        return html`
            ${this.heading('Overview', this.#ranges())}
            ${this.problemView(() => this.#load())}
            ${isDismissed() ? nothing : html`<p class="notice">New here? <a href="#/start">Getting started</a> has the announce URLs and what clients need.</p>`}
            ${(now?.remarks ?? []).map(remark => html`<div class="notice ${now.status === 'down' ? 'bad' : 'warn'}" role="alert"><p><strong>${remark.text}</strong> ${remark.action}</p></div>`)}
            ${this.#tiles(now)}
            <div class="charts">
                ${this.#chart('Announces', 'per second', rate, 'announces')}
                ${this.#chart('Rejections', 'per second', rate, 'rejections')}
                ${this.#chart('Scrapes', 'per second', rate, 'scrapes')}
                ${this.#chart('Answer time', '99 of 100 are faster', latency, 'p99')}
                ${this.#chart('Peers', '', compact, 'seeders', 'leechers')}
                ${this.#chart('Processors', 'share of all', percent, 'cpu')}
            </div>
            ${now ? this.#tables(now) : nothing}`;
    }

    #ranges() {
        return html`<div class="segments" role="group" aria-label="Range of the charts">
            ${Object.entries(RANGES).map(([range, text]) => html`<button type="button" class="small secondary" aria-pressed=${range === this.range}
                @click=${() => this.#select(range)}>${text}</button>`)}
        </div>`;
    }

    #chart(label, unit, format, ...prefixes) {
        return html`<herald-chart .label=${label} .unit=${unit} .format=${format} .data=${this.history.loaded ? this.history.chart(prefixes, this.shown) : undefined}></herald-chart>`;
    }

    #tiles(now) {
        const memory = now?.memory ?? {};
        const slowest = (now?.answers ?? []).filter(answer => answer.p99 !== undefined).sort((a, b) => b.p99 - a.p99)[0];
        return html`<dl class="tiles">
            ${tile('Torrents', number(now?.swarm?.torrents))}
            ${tile('Seeders', number(now?.swarm?.seeders))}
            ${tile('Leechers', number(now?.swarm?.leechers))}
            ${tile('Completed', number(now?.swarm?.completed))}
            ${tile('Announces/s', now ? rate(sum(now.rates, 'announces')) : undefined)}
            ${tile('Scrapes/s', now ? rate(sum(now.rates, 'scrapes')) : undefined)}
            ${tile('Rejections/s', now ? rate(sum(now.rates, 'rejections')) : undefined)}
            ${tile('Dropped UDP', number(now?.dropped_datagrams), 'since the start')}
            ${tile('Answer p50', latency(slowest?.p50), slowest ? `p99 ${latency(slowest.p99)}, ${frontendName(slowest.frontend)}` : 'nothing timed')}
            ${tile('CPU', percent(now?.cpu), 'of all processors')}
            ${tile('Memory', bytes(memory.heap_used), memory.heap_max ? `of ${bytes(memory.heap_max)}` : '', memory.heap_max ? memory.heap_used / memory.heap_max : undefined)}
            ${tile('Stored entries', compact(memory.stored), memory.stored_max ? `of ${compact(memory.stored_max)}` : 'unlimited', memory.stored_max ? memory.stored / memory.stored_max : undefined)}
            ${tile('Connections', now ? number(sum(now.connections, 'open')) : undefined, 'open')}
            ${tile('Uptime', duration(now?.uptime_seconds), now ? `version ${now.version}` : '')}
        </dl>`;
    }

    #tables(now) {
        const answers = new Map((now.answers ?? []).map(answer => [answer.frontend, answer]));
        return html`
            <section><h2>Frontends</h2>
                ${plainTable('Requests by frontend and family, per second', [
                    { label: 'Frontend', render: row => frontendName(row.frontend) },
                    { label: 'Family', render: row => familyName(row.family) },
                    { label: 'Connects/s', number: true, render: row => rate(row.connects) },
                    { label: 'Announces/s', number: true, render: row => rate(row.announces) },
                    { label: 'Scrapes/s', number: true, render: row => rate(row.scrapes) },
                    { label: 'Rejections/s', number: true, render: row => rate(row.rejections) },
                    { label: 'p50', number: true, render: row => latency(answers.get(row.frontend)?.p50) },
                    { label: 'p99', number: true, render: row => latency(answers.get(row.frontend)?.p99) },
                ], (now.rates ?? []).filter(row => this.shown(row.frontend)).sort((a, b) => byFrontend(a.frontend, b.frontend)), html`<p>No frontend runs.</p>`)}
            </section>
            <section><h2>Listeners</h2>
                ${plainTable('Listeners', [
                    { label: 'Listener', kind: 'wrap', render: row => row.name },
                    { label: 'Announce URL', kind: 'wrap', render: row => html`<code>${row.announce}</code>` },
                    { label: 'State', render: row => html`${statusBadge(row.status)} ${row.problem}` },
                ], now.listeners ?? [], html`<p>No listener runs: set <code>herald.udp.bind</code> or <code>herald.http.netty.bind</code>.</p>`)}
            </section>
            <section><h2>Parts</h2>
                ${plainTable('Database and certificates', [
                    { label: 'Part', render: row => row.name },
                    { label: 'State', render: row => row.state },
                    { label: 'Detail', kind: 'wrap', render: row => row.detail },
                ], this.#parts(now))}
            </section>`;
    }

    #parts(now) {
        return [
            { name: 'Database', state: statusBadge(now.database?.status), detail: now.database?.text ?? '' },
            ...(now.certificates ?? []).map(certificate => ({
                name: `Certificate of ${frontendName(certificate.name)}`,
                state: statusBadge(certificate.status),
                detail: certificate.expires ? html`valid until ${time(certificate.expires)}` : 'not used yet',
            })),
            { name: 'Mode', state: badge('', modeName(now.mode)), detail: html`<a href="#/start">What clients need</a>` },
        ];
    }
}

function modeName(mode = {}) {
    return [mode.private ? 'private' : 'public', mode.listed ? 'listed torrents only' : 'all torrents'].join(', ');
}

function tile(label, value, note = '', share) {
    return html`<div class="tile"><dt>${label}</dt><dd><strong>${value ?? '–'}</strong> <span class="quiet">${note}</span>
        ${share === undefined ? nothing : html`<meter min="0" max="1" high="0.9" value=${share} aria-label="${label}, share used"></meter>`}</dd></div>`;
}

customElements.define('herald-overview', HeraldOverview);
