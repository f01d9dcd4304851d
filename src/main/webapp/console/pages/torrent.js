import { html, nothing } from 'lit';
import { api } from '../api.js';
import { clientName } from '../client-name.js';
import { age, bytes, number, time } from '../format.js';
import { live, LiveController } from '../live.js';
import { Page, badge } from '../page.js';
import { session } from '../session.js';
import '../table.js';
import * as actions from '../torrent-actions.js';
import { codeLine } from '../ui.js';

const COLUMNS = [
    { label: 'Client', render: peer => peer.client ?? clientName(peer.peer_id) },
    { label: 'Left', number: true, render: peer => (peer.seeder ? badge('good', 'Seeding') : bytes(peer.left)) },
    { label: 'Downloaded', number: true, render: peer => bytes(peer.downloaded) },
    { label: 'Uploaded', number: true, render: peer => bytes(peer.uploaded) },
    { label: 'Last announce', number: true, render: peer => age(peer.announced) },
    { label: 'Address', hidden: true, render: peer => html`<code>${peer.address?.includes(':') ? `[${peer.address}]` : peer.address}:${peer.port}</code>` },
];

const ACCESS = { allowed: ['good', 'Served'], unlisted: ['bad', 'Rejected: not in the whitelist'], denied: ['bad', 'Rejected: denied'] };

class HeraldTorrent extends Page {
    static properties = { torrent: { state: true }, listed: { state: true }, denied: { state: true }, loaded: { state: true } };

    constructor() {
        super();
        new LiveController(this);
        const addresses = session.can('torrents');
        this.columns = COLUMNS.map(column => (column.label === 'Address' ? { ...column, hidden: !addresses } : column));
        this.source = ({ limit, cursor, signal }) => api.get(`torrents/${this.hash}/peers`, { limit, cursor }, { signal });
    }

    get hash() {
        return (this.params[0] ?? '').toLowerCase();
    }

    connectedCallback() {
        super.connectedCallback();
        if (actions.isHash(this.hash)) {
            this.#load();
        }
    }

    #load() {
        return this.attempt(async signal => {
            const [torrents, listed, denied] = await Promise.all([
                api.get('torrents', { prefix: this.hash, limit: 1 }, { signal }),
                api.entry('whitelist', this.hash, { signal }),
                api.entry('denylist', this.hash, { signal }),
            ]);
            const found = torrents.items.length > 0;
            this.torrent = found ? { ...torrents.items[0], ...(await api.get(`torrents/${this.hash}`, {}, { signal })) } : undefined;
            this.listed = listed;
            this.denied = denied;
            this.loaded = true;
        });
    }

    async #act(action) {
        if (await action) {
            await this.#load();
            this.querySelector('herald-table')?.restart();
        }
    }

    render() {
        if (!actions.isHash(this.hash)) {
            return html`${this.heading('Torrent')}<p>An info hash has 40 hexadecimal digits. <a href="#/torrents">All torrents</a></p>`;
        }
        return html`
            ${this.heading('Torrent', session.can('torrents') && this.loaded ? this.#buttons() : nothing)}
            ${this.problemView(() => this.#load())}
            ${codeLine(this.hash, 'info hash')}
            ${this.loaded ? this.#details() : html`<p class="quiet loading" aria-busy=${!this.problem}>${this.problem ? nothing : 'Loading…'}</p>`}`;
    }

    #buttons() {
        const peers = (this.torrent?.seeders ?? 0) + (this.torrent?.leechers ?? 0);
        return html`<div class="actions">
            ${this.listed
                ? html`<button type="button" class="secondary" @click=${() => this.#act(actions.unlist(this.hash))}>Remove from the whitelist…</button>`
                : html`<button type="button" class="secondary" @click=${() => this.#act(actions.list(this.hash))}>Add to the whitelist…</button>`}
            ${this.denied
                ? html`<button type="button" class="secondary" @click=${() => this.#act(actions.allow(this.hash))}>Remove from the deny list…</button>`
                : html`<button type="button" class="secondary" @click=${() => this.#act(actions.deny(this.hash))}>Deny…</button>`}
            ${this.torrent
                ? html`<button type="button" class="secondary" @click=${() => this.#act(actions.drop(this.hash, peers))}>Drop the swarm…</button>`
                : nothing}
        </div>`;
    }

    #details() {
        const torrent = this.torrent;
        const [kind, text] = ACCESS[torrent?.access] ?? (this.denied ? ACCESS.denied : ['', 'Not in memory']);
        return html`
            <dl class="tiles few">
                ${this.#tile('Access', badge(kind, text))}
                ${this.#tile('Seeders', number(torrent?.seeders ?? 0))}
                ${this.#tile('Leechers', number(torrent?.leechers ?? 0))}
                ${this.#tile('Completed', number(torrent?.completed ?? 0))}
                ${this.#tile('Last announce', age(torrent?.announced))}
            </dl>
            ${this.listed ? html`<p><strong>In the whitelist</strong> since ${time(this.listed.created)}${this.listed.label ? html`: ${this.listed.label}` : nothing}
                <span class="quiet">${this.listed.note}</span></p>` : nothing}
            ${this.denied ? html`<p><strong>Denied</strong> since ${time(this.denied.created)}${this.denied.reason ? html`: ${this.denied.reason}` : nothing}
                <span class="quiet">${this.denied.note}</span></p>` : nothing}
            <p class="actions"><a href="#/rejections?hash=${this.hash}">Its rejections</a></p>
            <section><h2>Magnet link</h2>${codeLine(actions.magnet(this.hash, live.snapshot?.listeners), 'magnet link')}</section>
            <section><h2>Peers</h2>
                ${session.can('torrents') ? nothing : html`<p class="quiet">The token with which you signed in may not see addresses.</p>`}
                ${torrent
                    ? html`<herald-table .caption=${'Peers'} .columns=${this.columns} .source=${this.source} .empty=${html`<p>The torrent has no peers now.</p>`}></herald-table>`
                    : html`<div class="empty"><p>No client has announced this torrent lately.</p></div>`}
            </section>`;
    }

    #tile(label, value) {
        return html`<div class="tile"><dt>${label}</dt><dd><strong>${value}</strong></dd></div>`;
    }
}

customElements.define('herald-torrent', HeraldTorrent);
