import { html, nothing } from 'lit';
import { api } from '../api.js';
import { number, percent, time } from '../format.js';
import { Page } from '../page.js';
import { plainTable } from '../table.js';

class HeraldClients extends Page {
    static properties = { data: { state: true }, merged: { state: true } };

    constructor() {
        super();
        this.merged = false;
    }

    connectedCallback() {
        super.connectedCallback();
        this.#load();
    }

    #load() {
        return this.attempt(async signal => (this.data = await api.get('clients', {}, { signal })));
    }

    #rows() {
        if (!this.merged) {
            return this.data.items;
        }
        const rows = new Map();
        for (const item of this.data.items) {
            const row = rows.get(item.client) ?? { client: item.client, version: '', peers: 0, seeders: 0 };
            row.peers += item.peers;
            row.seeders += item.seeders;
            rows.set(item.client, row);
        }
        return [...rows.values()].sort((a, b) => b.peers - a.peers);
    }

    render() {
        const { data } = this;
        return html`
            ${this.heading('Clients', data?.details
                ? html`<label class="switch"><input type="checkbox" role="switch" @change=${event => (this.merged = event.target.checked)}> Versions together</label>`
                : nothing)}
            ${this.problemView(() => this.#load())}
            ${data ? this.#content(data) : html`<p class="quiet loading" aria-busy=${!this.problem}>${this.problem ? nothing : 'Loading…'}</p>`}`;
    }

    #content(data) {
        if (!data.details) {
            return html`<div class="empty"><p>Clients are not recorded.</p>
                <p>Set <code>herald.swarm.details=true</code> and restart; it takes some memory for each peer.</p></div>`;
        }
        const columns = [
            { label: 'Client', kind: 'wrap', render: row => row.client },
            ...(this.merged ? [] : [{ label: 'Version', render: row => row.version || '–' }]),
            { label: 'Peers', number: true, render: row => number(row.peers) },
            { label: 'Share', number: true, render: row => percent(data.peers ? row.peers / data.peers : 0) },
            { label: 'Seeders', number: true, render: row => number(row.seeders) },
            { label: 'Leechers', number: true, render: row => number(row.peers - row.seeders) },
        ];
        return html`<p class="quiet">${number(data.peers)} ${data.peers === 1 ? 'peer' : 'peers'}, as of ${time(data.time)}. Counted at most once a minute, by the names in their peer ids.</p>
            ${plainTable('Peers by client', columns, this.#rows(), html`<p>There is no peer now.</p><p><a href="#/start">Getting started</a> shows how clients find the tracker.</p>`)}`;
    }
}

customElements.define('herald-clients', HeraldClients);
