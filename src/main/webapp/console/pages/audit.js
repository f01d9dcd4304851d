import { html } from 'lit';
import { api } from '../api.js';
import { fromInput, when } from '../format.js';
import { Page, badge } from '../page.js';
import '../table.js';
import { hashLink, isHash } from '../torrent-actions.js';

const COLUMNS = [
    { label: 'Time', render: entry => when(entry.time) },
    { label: 'Who', render: entry => entry.actor },
    { label: 'What', render: entry => html`<code>${entry.action}</code>` },
    { label: 'Subject', kind: 'wrap', render: entry => (isHash(entry.subject) ? hashLink(entry.subject) : entry.subject) },
    { label: 'Outcome', kind: 'wrap', render: entry => (entry.outcome === 'done' ? badge('good', 'done') : entry.outcome) },
];

class HeraldAudit extends Page {
    constructor() {
        super();
        this.filter = {};
        this.source = ({ limit, cursor, signal }) => api.get('audit', { ...this.filter, limit, cursor }, { signal });
    }

    #apply(event) {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        this.filter = {
            actor: data.get('actor').trim(),
            action: data.get('action').trim(),
            subject: data.get('subject').trim(),
            from: fromInput(data.get('from')),
            to: fromInput(data.get('to')),
        };
        this.requestUpdate();
        this.querySelector('herald-table').restart();
    }

    render() {
        const filtered = Object.values(this.filter).some(Boolean);
        return html`
            ${this.heading('Audit')}
            <search><form class="filters narrow" @submit=${this.#apply}>
                <label>Who <input name="actor" maxlength="200" autocomplete="off"></label>
                <label>What <input name="action" maxlength="200" autocomplete="off" placeholder="whitelist.put"></label>
                <label>Subject <input name="subject" maxlength="200" autocomplete="off" spellcheck="false"></label>
                <label>From <input name="from" type="datetime-local"></label>
                <label>To <input name="to" type="datetime-local"></label>
                <button type="submit" class="secondary">Show</button>
            </form></search>
            <herald-table .caption=${'Audit'} .columns=${COLUMNS} .source=${this.source}
                .empty=${filtered ? html`<p>No change matches.</p>` : html`<p>Nothing has been changed yet.</p><p>Each change by the API or this console is recorded here.</p>`}></herald-table>`;
    }
}

customElements.define('herald-audit', HeraldAudit);
