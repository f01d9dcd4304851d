// A live log of announces for one torrent or one network, started by hand and at most five minutes long.
import { html, nothing } from 'lit';
import { api, url } from './api.js';
import { bytes, frontendName, timeOfDay } from './format.js';
import { View, badge, problemView } from './page.js';
import { plainTable } from './table.js';
import { reasonName } from './reasons.js';
import { isHash } from './torrent-actions.js';

const MAX_LINES = 200;

const COLUMNS = [
    { label: 'Time', render: line => timeOfDay(line.time) },
    { label: 'Result', render: line => (line.result === 'answered' ? badge('good', 'Answered') : badge('bad', reasonName(line.result))) },
    { label: 'Frontend', render: line => frontendName(line.frontend) },
    { label: 'Event', render: line => line.event },
    { label: 'Left', number: true, render: line => bytes(line.left) },
    { label: 'Client', kind: 'wrap', render: line => line.client ?? '–' },
    { label: 'Address', render: line => html`<code>${line.address?.includes(':') ? `[${line.address}]` : line.address}:${line.port}</code>` },
    { label: 'Info hash', render: line => html`<span class="hash" title=${line.hash}>${line.hash}</span>` },
];

/** A single address is a network of one. */
const network = text => (text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);

class HeraldWatch extends View {
    static properties = { hash: { attribute: false }, problem: { state: true }, watch: { state: true }, lines: { state: true }, ended: { state: true } };

    constructor() {
        super();
        this.hash = '';
        this.lines = [];
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.#stop();
    }

    async #start(event) {
        event.preventDefault();
        const what = new FormData(event.target).get('what').trim();
        this.problem = undefined;
        try {
            const watch = await api.post('watches', isHash(what) ? { hash: what.toLowerCase() } : { network: network(what) });
            this.lines = [];
            this.ended = undefined;
            this.watch = { ...watch, what };
            this.#listen(watch.id);
        } catch (error) {
            this.problem = error;
        }
    }

    #listen(id) {
        this.stream = new EventSource(url(`watches/${id}`));
        this.stream.addEventListener('announce', event => {
            this.lines = [JSON.parse(event.data), ...this.lines].slice(0, MAX_LINES);
        });
        this.stream.addEventListener('end', () => this.#close('The five minutes are over.'));
        this.stream.onerror = () => {
            if (this.stream?.readyState === EventSource.CLOSED) {
                this.#close('The connection ended.');
            }
        };
        this.timer = setInterval(() => this.requestUpdate(), 1000);
    }

    #close(text) {
        this.stream?.close();
        this.stream = undefined;
        clearInterval(this.timer);
        this.watch = undefined;
        this.ended = text;
    }

    #stop() {
        const { watch } = this;
        if (watch) {
            this.#close('Stopped.');
            api.remove(`watches/${watch.id}`).catch(() => {});
        }
    }

    render() {
        return html`
            <p class="quiet">Shows up to 20 announces a second of one torrent or one network, as they come, for five minutes: start it, then let the client announce.</p>
            ${problemView(this.problem)}
            <form class="filters" @submit=${this.#start}>
                <label class="wide">Info hash, address, or network such as 203.0.113.0/24
                    <input name="what" required maxlength="64" .value=${this.hash} autocomplete="off" spellcheck="false" ?disabled=${Boolean(this.watch)}></label>
                ${this.watch
                    ? html`<button type="button" class="secondary" @click=${this.#stop}>Stop</button><span class="quiet" role="timer">${this.#rest()}</span>`
                    : html`<button type="submit" class="secondary">Watch</button>`}
            </form>
            ${this.watch || this.lines.length > 0
                ? html`<p class="quiet" role="status">${this.watch ? `Watching ${this.watch.what}` : this.ended}</p>
                  ${plainTable('Watched announces', COLUMNS, this.lines, html`<p>No announce yet. Let the client announce, for instance by “Force reannounce”.</p>`)}`
                : this.ended ? html`<p class="quiet" role="status">${this.ended}</p>` : nothing}`;
    }

    #rest() {
        const seconds = Math.max(0, Math.round((Date.parse(this.watch.until) - Date.now()) / 1000));
        return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} left`;
    }
}

customElements.define('herald-watch', HeraldWatch);
