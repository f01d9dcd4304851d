import { html, nothing } from 'lit';
import { api } from '../api.js';
import { frontendName, time } from '../format.js';
import { live, LiveController } from '../live.js';
import { Page, statusBadge } from '../page.js';
import { session } from '../session.js';
import { plainTable } from '../table.js';
import { codeLine, copyButton } from '../ui.js';
import { isDismissed, setDismissed } from './start-state.js';

const LOCAL = /\/\/(127\.|localhost|\[::1\]|0\.0\.0\.0|\[::\]|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

class HeraldStart extends Page {
    static properties = { tested: { state: true }, testing: { state: true } };

    constructor() {
        super();
        new LiveController(this);
    }

    /** Asks the server to check its frontends through the network. */
    async #test() {
        this.testing = true;
        await this.attempt(async signal => {
            const health = await api.get('health', {}, { signal });
            const results = health.checks.find(check => check.name === 'frontends')?.data ?? {};
            this.tested = { time: new Date().toISOString(), results };
        });
        this.testing = false;
    }

    #dismiss(dismissed) {
        setDismissed(dismissed);
        this.requestUpdate();
    }

    render() {
        const now = live.snapshot;
        const listeners = (now?.listeners ?? []).filter(listener => listener.announce);
        const announce = listeners.find(listener => listener.status === 'up')?.announce ?? listeners[0]?.announce ?? 'udp://tracker.example.org:6969/announce';
        const mode = now?.mode ?? {};
        return html`
            ${this.heading('Getting started', isDismissed()
                ? html`<button type="button" class="secondary small" @click=${() => this.#dismiss(false)}>Show the notice on the overview again</button>`
                : html`<button type="button" class="secondary small" @click=${() => this.#dismiss(true)}>Dismiss</button>`)}
            <section class="first"><h2>1. The announce URLs</h2>
                ${plainTable('Announce URLs', [
                    { label: 'Frontend', render: row => frontendName(row.frontend) },
                    { label: 'Announce URL', kind: 'wrap', render: row => html`<span class="id"><code>${row.announce}</code> ${copyButton(row.announce, `Copy ${row.announce}`)}</span>` },
                    { label: 'State', kind: 'wrap', render: row => html`${statusBadge(row.status)} ${this.tested?.results[row.name] ?? row.problem}` },
                ], listeners, html`<p>${now ? 'No listener runs.' : 'Waiting for the server…'}</p>`)}
                <div class="actions after">
                    <button type="button" class="secondary" aria-busy=${Boolean(this.testing)} ?disabled=${this.testing} @click=${this.#test}>Test each now</button>
                    <span class="quiet" role="status">${this.tested ? html`Asked through the network of this machine, ${time(this.tested.time)}.` : nothing}</span>
                </div>
                ${this.problemView()}
                ${LOCAL.test(announce) ? html`<p class="notice">${announce} is an address of this machine or its own network: clients elsewhere need a public address or name, and the ports open in the firewall.</p>` : nothing}
            </section>
            <section><h2>2. A torrent that uses the tracker</h2>
                ${mode.private ? html`<p>The tracker is private: put the key of the user after <code>/announce/</code>, as below.</p>` : nothing}
                ${this.#examples(mode.private ? `${announce}/KEY` : announce, mode.private)}
            </section>
            <section><h2>3. Who may use it</h2>
                ${this.#modes(mode)}
            </section>
            <section><h2>4. Does it work?</h2>
                <p>Start the torrent in a client: it appears on <a href="#/torrents">Torrents</a> within seconds. If it does not, the client was either
                    <a href="#/rejections">rejected</a>, with the reason there, or it never reached the tracker: then look at the firewall, and at the
                    tracker's line in the client.</p>
            </section>`;
    }

    #examples(announce, isPrivate) {
        return html`
            <h3>transmission-create</h3>
            ${codeLine(`transmission-create ${isPrivate ? '--private ' : ''}--tracker ${announce} --outfile my.torrent my-folder`, 'transmission-create example')}
            <h3>mktorrent</h3>
            ${codeLine(`mktorrent ${isPrivate ? '-p ' : ''}-a ${announce} -o my.torrent my-folder`, 'mktorrent example')}
            <h3>qBittorrent</h3>
            <p>Tools, Torrent Creator: choose the folder, ${isPrivate ? 'tick “Private torrent”, ' : nothing}paste this into “Tracker URLs”, and tick “Start seeding immediately”.</p>
            ${codeLine(announce, 'announce URL for qBittorrent')}`;
    }

    #modes(mode) {
        const rows = [
            {
                name: 'Private',
                on: mode.private,
                what: 'Only clients with a key are served.',
                set: 'herald.private=true',
                then: html`Each user needs a key (${session.can('keys') ? html`<a href="#/access/keys">Access, Keys</a>` : 'page Access'}) and an announce URL that ends with it.
                    Clients that cannot send it over UDP use HTTP.`,
            },
            {
                name: 'Listed',
                on: mode.listed,
                what: 'Only torrents of the whitelist are served.',
                set: 'herald.listed=true',
                then: html`Each torrent must be in the <a href="#/access/whitelist">whitelist</a>. Clients need nothing.`,
            },
        ];
        return html`<p>Now: <strong>${mode.private ? 'private' : 'public'}</strong>, <strong>${mode.listed ? 'only listed torrents' : 'all torrents'}</strong>. Both can be combined;
                set them in <code>herald.properties</code> or the environment, then restart.</p>
            ${plainTable('Modes', [
                { label: 'Mode', render: row => html`<strong>${row.name}</strong>${row.on ? ' (on)' : ''}` },
                { label: 'Effect', kind: 'wrap', render: row => row.what },
                { label: 'Setting', render: row => html`<span class="id"><code>${row.set}</code> ${copyButton(row.set, `Copy ${row.set}`)}</span>` },
                { label: 'What is needed then', kind: 'wrap', render: row => row.then },
            ], rows)}`;
    }
}

customElements.define('herald-start', HeraldStart);
