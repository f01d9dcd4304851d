import { html, nothing } from 'lit';
import { api } from '../api.js';
import { number } from '../format.js';
import { Page, badge } from '../page.js';
import { plainTable } from '../table.js';

const value = text => (text === '' || text === undefined ? html`<span class="quiet">empty</span>` : html`<code>${text}</code>`);
const isChanged = item => (item.default === undefined ? !/^default/i.test(item.source) : item.value !== item.default);

const COLUMNS = [
    { label: 'Setting', kind: 'wrap setting', render: item => html`<strong>${item.key}</strong>${item.description ? html`<br><span class="quiet">${item.description}</span>` : nothing}` },
    { label: 'Value', kind: 'wrap', render: item => html`${value(item.value)} ${isChanged(item) ? badge('', 'changed') : nothing}` },
    { label: 'Default', kind: 'wrap', render: item => (item.default === undefined ? '–' : value(item.default)) },
    { label: 'From', kind: 'wrap', render: item => item.source },
];

class HeraldSettings extends Page {
    static properties = { items: { state: true }, words: { state: true }, changedOnly: { state: true } };

    constructor() {
        super();
        this.words = '';
        this.changedOnly = false;
    }

    connectedCallback() {
        super.connectedCallback();
        this.#load();
    }

    #load() {
        return this.attempt(async signal => (this.items = (await api.get('settings', {}, { signal })).items));
    }

    render() {
        const words = this.words.toLowerCase();
        const items = (this.items ?? []).filter(item => (!this.changedOnly || isChanged(item)) && `${item.key} ${item.description ?? ''}`.toLowerCase().includes(words));
        return html`
            ${this.heading('Settings', this.items ? html`<span class="quiet">${number(items.length)} of ${number(this.items.length)}</span>` : nothing)}
            ${this.problemView(() => this.#load())}
            <p class="quiet">What is in effect, and where it comes from. Change settings in <code>herald.properties</code>, the environment or system properties, then restart;
                the <a href="../manual/configuration.html">manual</a> explains each.</p>
            <search class="filters">
                <label class="wide">Part of a name or explanation <input type="search" autocomplete="off" @input=${event => (this.words = event.target.value)}></label>
                <label class="switch"><input type="checkbox" role="switch" @change=${event => (this.changedOnly = event.target.checked)}> Changed only</label>
            </search>
            ${this.items ? plainTable('Settings', COLUMNS, items, html`<p>No setting matches.</p>`) : html`<p class="quiet loading" aria-busy=${!this.problem}>${this.problem ? nothing : 'Loading…'}</p>`}`;
    }
}

customElements.define('herald-settings', HeraldSettings);
