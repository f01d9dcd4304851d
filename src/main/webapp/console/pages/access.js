import { html, nothing } from 'lit';
import { api } from '../api.js';
import { age, date, fromInput, toInput } from '../format.js';
import { Page, badge } from '../page.js';
import { session } from '../session.js';
import '../table.js';
import { hashLink } from '../torrent-actions.js';
import { confirmRemoval, copyButton, field, notify, openDialog } from '../ui.js';
import { exportDialog, importDialog } from '../transfer.js';

const noted = item => html`${item.note ? html`<span class="quiet" title=${item.note}>${item.note.length > 60 ? `${item.note.slice(0, 60)}…` : item.note}</span>` : nothing}`;
const isExpired = item => Boolean(item.valid_until) && Date.parse(item.valid_until) <= Date.now();

/** What differs between the lists. */
const LISTS = {
    keys: {
        title: 'Keys',
        id: 'key',
        one: 'key',
        read: 'keys',
        change: 'keys',
        text: 'label',
        textLabel: 'Label',
        about: 'A private tracker serves clients with a valid key. A key is a secret of its user.',
        idLabel: 'Key',
        idHelp: 'From 16 to 64 letters, digits, - and _. Empty: a random one is made.',
        idPattern: '[A-Za-z0-9_\\-]{16,64}',
        removal: 'Clients with this key are rejected from their next announce on.',
        importHelp: 'One key per line, optionally followed by a blank and the time until which it is valid, such as 2027-01-01T00:00:00Z; or NDJSON as exported.',
        renderId: item => html`<code>${item.key}</code>`,
        empty: html`<p>There is no key yet.</p><p>Add one for each user, or import a list. Keys matter once <code>herald.private</code> is <code>true</code>.</p>`,
    },
    whitelist: {
        title: 'Whitelist',
        id: 'hash',
        one: 'torrent',
        read: 'read',
        change: 'torrents',
        text: 'label',
        textLabel: 'Label',
        about: 'A listed tracker serves only these torrents.',
        idLabel: 'Info hash',
        idHelp: '40 hexadecimal digits.',
        idPattern: '[0-9a-fA-F]{40}',
        removal: 'A listed tracker rejects this torrent from then on.',
        importHelp: 'One info hash per line, optionally followed by a blank and a label; or NDJSON as exported.',
        renderId: item => hashLink(item.hash),
        empty: html`<p>The whitelist is empty.</p><p>Add torrents, or import a list of info hashes. It matters once <code>herald.listed</code> is <code>true</code>.</p>`,
    },
    denylist: {
        title: 'Deny list',
        id: 'hash',
        one: 'torrent',
        read: 'read',
        change: 'torrents',
        text: 'reason',
        textLabel: 'Reason',
        about: 'These torrents are rejected in every mode.',
        idLabel: 'Info hash',
        idHelp: '40 hexadecimal digits.',
        idPattern: '[0-9a-fA-F]{40}',
        removal: 'The torrent is served again.',
        importHelp: 'One info hash per line, optionally followed by a blank and a reason; or NDJSON as exported.',
        renderId: item => hashLink(item.hash),
        empty: html`<p>No torrent is denied.</p><p>Add those that must never be served, for instance after a takedown.</p>`,
    },
};

class HeraldAccess extends Page {
    static properties = { search: { state: true } };

    constructor() {
        super();
        this.search = '';
        this.source = ({ limit, cursor, signal }) => api.get(this.name, { q: this.search, limit, cursor }, { signal });
    }

    get name() {
        return this.params[0] ?? (session.can('keys') ? 'keys' : 'whitelist');
    }

    get list() {
        return LISTS[this.name];
    }

    get table() {
        return this.querySelector('herald-table');
    }

    willUpdate() {
        if (!this.columns && this.list) {
            this.columns = this.#columns();
        }
    }

    #columns() {
        const { list } = this;
        return [
            { label: list.idLabel, render: item => html`<span class="id">${list.renderId(item)} ${copyButton(item[list.id], `Copy ${item[list.id]}`)}</span>` },
            { label: list.textLabel, kind: 'wrap', render: item => html`${item[list.text]} ${noted(item)}` },
            { label: 'Added', render: item => age(item.created) },
            { label: 'Valid until', hidden: list.id !== 'key', render: item => (isExpired(item) ? html`${badge('bad', 'Expired')} ${age(item.valid_until)}` : date(item.valid_until, 'always')) },
            { label: '', kind: 'fit', hidden: !session.can(list.change), render: item => this.#rowActions(item) },
        ];
    }

    #rowActions(item) {
        const id = item[this.list.id];
        return html`<div class="actions">
            <button type="button" class="secondary small" aria-label="Edit ${id}" @click=${() => this.#edit(item)}>Edit…</button>
            ${this.name === 'keys'
                ? html`<button type="button" class="secondary small" aria-label="Expire ${id}" ?disabled=${isExpired(item)} @click=${() => this.#expire(item)}>Expire…</button>`
                : nothing}
            <button type="button" class="secondary small" aria-label="Remove ${id}" @click=${() => this.#remove(item)}>Remove…</button>
        </div>`;
    }

    async #then(result, text) {
        const value = await result;
        if (value) {
            notify(text);
            await this.table.load();
        }
        return value;
    }

    #add() {
        return this.#form(`Add a ${this.list.one}`, 'Add', {}, async (id, body) => {
            if (this.name === 'keys') {
                return api.post('keys', id ? { key: id, ...body } : body);
            }
            if (await api.entry(this.name, id.toLowerCase())) {
                throw Object.assign(new Error('It is in the list already; change it there.'), { field: this.list.id });
            }
            return api.put(`${this.name}/${id}`, body);
        }, 'Added.');
    }

    #edit(item) {
        return this.#form(`Edit the ${this.list.one}`, 'Save', item, (id, body) => api.put(`${this.name}/${id}`, body), 'Saved.');
    }

    #form(title, action, item, send, done) {
        const { list, name } = this;
        const known = item[list.id];
        const dialog = openDialog({
            title,
            action,
            content: view => html`
                ${field(view, { name: list.id, label: list.idLabel, value: known, readonly: Boolean(known), required: name !== 'keys', pattern: list.idPattern, help: known ? undefined : list.idHelp })}
                ${field(view, { name: list.text, label: list.textLabel, value: item[list.text], maxlength: 200 })}
                ${field(view, { name: 'note', label: 'Note', type: 'textarea', value: item.note, maxlength: 2000 })}
                ${name === 'keys' ? field(view, { name: 'valid_until', label: 'Valid until', type: 'datetime-local', value: toInput(item.valid_until), help: 'In your time zone. Empty: always.' }) : nothing}`,
            run: data => {
                const body = { [list.text]: data.get(list.text), note: data.get('note') };
                if (name === 'keys') {
                    body.valid_until = fromInput(data.get('valid_until'));
                }
                return send(data.get(list.id).trim(), body);
            },
        });
        return this.#then(dialog, done);
    }

    #expire(item) {
        const dialog = confirmRemoval({
            title: 'Expire the key now?',
            text: html`Clients with the key <code>${item.key}</code> ${item.label ? html`of <strong>${item.label}</strong>` : nothing} are rejected from their next announce on.
                The entry stays; “Edit” makes the key valid again.`,
            action: 'Expire',
            run: () => api.put(`keys/${item.key}`, { label: item.label, note: item.note, valid_until: new Date().toISOString() }),
        });
        return this.#then(dialog, 'The key has expired.');
    }

    #remove(item) {
        const dialog = confirmRemoval({
            title: `Remove the ${this.list.one}?`,
            text: html`The entry <code>${item[this.list.id]}</code> ${item[this.list.text] ? html`(${item[this.list.text]})` : nothing} goes, with its note. ${this.list.removal}`,
            run: () => api.remove(`${this.name}/${item[this.list.id]}`),
        });
        return this.#then(dialog, 'Removed.');
    }

    async #import() {
        await importDialog({ path: `${this.name}/import`, title: `Import into: ${this.list.title}`, help: this.list.importHelp });
        await this.table?.restart();
    }

    #searchNow(event) {
        event.preventDefault();
        this.search = new FormData(event.target).get('q').trim();
        this.table.restart();
    }

    render() {
        const { list, name } = this;
        if (!list || !session.can(list.read)) {
            return html`${this.heading('Access')}${this.#tabs()}<p>The token with which you signed in may not see this list.</p>`;
        }
        const change = session.can(list.change);
        return html`
            ${this.heading('Access')}
            ${this.#tabs()}
            <p class="quiet">${list.about}</p>
            <div class="filters">
                <search><form class="filters inner" @submit=${this.#searchNow}>
                    <label class="wide">Beginning of the ${list.idLabel.toLowerCase()}, or part of ${list.textLabel.toLowerCase()} or note
                        <input type="search" name="q" maxlength="200" autocomplete="off" spellcheck="false"></label>
                    <button type="submit" class="secondary">Search</button>
                </form></search>
                <span class="grow"></span>
                <div class="actions">
                    ${change ? html`<button type="button" @click=${this.#add}>Add…</button>
                        <button type="button" class="secondary" @click=${this.#import}>Import…</button>` : nothing}
                    <button type="button" class="secondary" @click=${() => exportDialog({ path: `${name}/export`, title: `Export: ${list.title}`, name })}>Export…</button>
                </div>
            </div>
            <herald-table .caption=${list.title} .columns=${this.columns} .source=${this.source}
                .empty=${this.search ? html`<p>Nothing matches <code>${this.search}</code>.</p>` : list.empty}></herald-table>`;
    }

    #tabs() {
        return html`<nav class="tabs" aria-label="Lists">${Object.entries(LISTS)
            .filter(([, list]) => session.can(list.read))
            .map(([name, list]) => html`<a href="#/access/${name}" aria-current=${name === this.name ? 'page' : nothing}>${list.title}</a>`)}</nav>`;
    }
}

customElements.define('herald-access', HeraldAccess);
