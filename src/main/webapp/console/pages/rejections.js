import { html, nothing } from 'lit';
import { api } from '../api.js';
import '../charts.js';
import { frontendName, number, rate, when } from '../format.js';
import { History } from '../history.js';
import { Page } from '../page.js';
import { reasonHelp, reasonName, reasons } from '../reasons.js';
import { session } from '../session.js';
import { plainTable } from '../table.js';
import { hashLink } from '../torrent-actions.js';
import '../watch.js';

const RANGES = { hour: 'Hour', day: 'Day', month: '30 days' };
const FRONTENDS = ['udp', 'http.netty', 'http.netty.tls', 'http.jaxrs'];
const RELOAD = 10_000;
const MAX_SERIES = 8;

const COLUMNS = [
    { label: 'Time', render: item => when(item.time) },
    { label: 'Frontend', render: item => frontendName(item.frontend) },
    { label: 'Reason', render: item => html`<span title=${reasonHelp(item.reason)}>${reasonName(item.reason)}</span>` },
    { label: 'Info hash', render: item => (item.hash ? hashLink(item.hash) : '–') },
    { label: 'Client', kind: 'wrap', render: item => item.client ?? '–' },
    { label: 'Network', render: item => html`<code>${item.network ?? '–'}</code>` },
];

class HeraldRejections extends Page {
    static properties = { range: { state: true }, counts: { state: true }, sampled: { state: true } };

    constructor() {
        super();
        this.range = 'hour';
        this.counts = [];
        this.filter = {};
        this.history = new History(this);
        this.source = async ({ limit, cursor, signal }) => {
            const page = await api.get('rejections', { ...this.filter, limit, cursor }, { signal });
            this.counts = page.counts ?? [];
            this.sampled = page.sampled;
            return page;
        };
    }

    connectedCallback() {
        super.connectedCallback();
        this.filter = Object.fromEntries(['frontend', 'reason', 'hash'].map(name => [name, this.query.get(name) ?? '']));
        this.#load();
        this.timer = setInterval(() => this.#refresh(), RELOAD);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        clearInterval(this.timer);
    }

    #load() {
        return this.attempt(signal => this.history.load(metric => metric.startsWith('rejected.'), this.range, signal));
    }

    /** The first page follows what happens; another one stays as it is. */
    #refresh() {
        const table = this.querySelector('herald-table');
        if (!document.hidden && table?.cursors.length === 1) {
            table.load();
            if (this.range === 'hour') {
                this.#load();
            }
        }
    }

    #apply(event) {
        event.preventDefault();
        this.filter = Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, value.trim()]));
        const query = new URLSearchParams(Object.entries(this.filter).filter(([, value]) => value));
        history.replaceState(null, '', `#/rejections${query.size ? `?${query}` : ''}`);
        this.requestUpdate();
        this.querySelector('herald-table').restart();
    }

    #select(range) {
        this.range = range;
        this.#load();
    }

    /** The reasons that occurred, the most frequent first. */
    #chartData() {
        if (!this.history.loaded) {
            return undefined;
        }
        const data = this.history.chart(['rejected']);
        const total = series => series.values.reduce((sum, value) => sum + (value ?? 0), 0);
        const series = data.series
            .map(one => ({ label: reasonName(one.label.replaceAll(' ', '_')), values: one.values, total: total(one) }))
            .filter(one => one.total > 0)
            .sort((a, b) => b.total - a.total);
        return { ...data, series: series.slice(0, MAX_SERIES) };
    }

    render() {
        const counts = [...this.counts].sort((a, b) => b.count - a.count);
        return html`
            ${this.heading('Rejections', html`<div class="segments" role="group" aria-label="Range of the chart">
                ${Object.entries(RANGES).map(([range, text]) => html`<button type="button" class="small secondary" aria-pressed=${range === this.range}
                    @click=${() => this.#select(range)}>${text}</button>`)}</div>`)}
            ${this.problemView(() => this.#load())}
            <herald-chart .label=${'Rejections by reason'} .unit=${'per second'} .format=${rate} .data=${this.#chartData()}></herald-chart>
            <section class="bounded"><h2>By reason, since the start</h2>
                ${plainTable('Rejections by frontend and reason since the start', [
                    { label: 'Reason', render: row => reasonName(row.reason) },
                    { label: 'Frontend', render: row => frontendName(row.frontend) },
                    { label: 'Count', number: true, render: row => number(row.count) },
                    { label: 'What helps', kind: 'wrap', render: row => html`<span class="quiet">${reasonHelp(row.reason)}</span>` },
                ], counts, html`<p>Nothing was rejected since the start.</p>`)}
            </section>
            ${session.can('admin') ? html`<section><h2>Watch announces</h2><herald-watch .hash=${this.filter.hash ?? ''}></herald-watch></section>` : nothing}
            <section><h2>The latest</h2>
                ${this.#filters()}
                ${this.sampled ? html`<p class="quiet">One of 64 was kept until now. All are, from now on, while this page is open.</p>` : nothing}
                <herald-table .caption=${'The latest rejections'} .columns=${COLUMNS} .source=${this.source} .empty=${this.#empty()}></herald-table>
            </section>`;
    }

    #filters() {
        const option = (value, text, chosen) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`;
        return html`<search><form class="filters" @submit=${this.#apply} @change=${this.#apply}>
            <label>Frontend <select name="frontend">${option('', 'All', this.filter.frontend)}${FRONTENDS.map(name => option(name, frontendName(name), this.filter.frontend))}</select></label>
            <label>Reason <select name="reason">${option('', 'All', this.filter.reason)}${reasons.map(name => option(name, reasonName(name), this.filter.reason))}</select></label>
            <label class="wide">Info hash <input name="hash" .value=${this.filter.hash ?? ''} maxlength="40" pattern="[0-9a-fA-F]{40}" autocomplete="off" spellcheck="false"></label>
            <button type="submit" class="secondary">Show</button>
        </form></search>`;
    }

    #empty() {
        return Object.values(this.filter).some(Boolean)
            ? html`<p>No recent rejection matches.</p><p>If one client has a problem, let it announce again now, with this page open: all rejections are kept while somebody looks.</p>`
            : html`<p>Nothing was rejected lately.</p>`;
    }
}

customElements.define('herald-rejections', HeraldRejections);
