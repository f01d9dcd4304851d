import { html } from 'lit';
import { api } from '../api.js';
import { age, date, fromInput } from '../format.js';
import { Page, badge } from '../page.js';
import '../table.js';
import { codeLine, confirmRemoval, field, notify, openDialog } from '../ui.js';

const SCOPES = {
    read: 'Read everything but keys, tokens and the audit',
    torrents: 'Change the whitelist and the deny list; see addresses of peers',
    keys: 'Read and change keys',
    admin: 'Everything',
};

class HeraldTokens extends Page {
    constructor() {
        super();
        this.source = ({ signal }) => api.get('tokens', {}, { signal });
        this.columns = [
            { label: 'Label', kind: 'wrap', render: token => token.label },
            { label: 'Scopes', render: token => html`<span class="badges">${token.scopes.map(scope => badge('', scope))}</span>` },
            { label: 'Issued', render: token => age(token.created) },
            { label: 'Last used', render: token => (token.last_used ? age(token.last_used) : 'never') },
            { label: 'Valid until', render: token => (token.valid_until && Date.parse(token.valid_until) <= Date.now() ? badge('bad', 'Expired') : date(token.valid_until, 'always')) },
            { label: '', kind: 'fit', render: token => html`<div class="actions"><button type="button" class="secondary small" aria-label="Revoke ${token.label}" @click=${() => this.#revoke(token)}>Revoke…</button></div>` },
        ];
    }

    async #issue() {
        const issued = await openDialog({
            title: 'Issue a token',
            action: 'Issue',
            content: dialog => html`
                ${field(dialog, { name: 'label', label: 'Label', required: true, maxlength: 200, help: 'Who or what uses it. The audit names it.' })}
                <fieldset><legend>Scopes</legend>
                    ${Object.entries(SCOPES).map(([scope, text]) => html`<label><input type="checkbox" name="scopes" value=${scope}> <strong>${scope}</strong>: ${text}</label>`)}
                </fieldset>
                ${field(dialog, { name: 'valid_until', label: 'Valid until', type: 'datetime-local', help: 'In your time zone. Empty: until it is revoked.' })}`,
            run: data => {
                const scopes = data.getAll('scopes');
                if (scopes.length === 0) {
                    throw new Error('Choose at least one scope.');
                }
                const until = fromInput(data.get('valid_until'));
                return api.post('tokens', { label: data.get('label').trim(), scopes, ...(until ? { valid_until: until } : {}) });
            },
        });
        if (issued) {
            this.querySelector('herald-table').load();
            await openDialog({
                title: 'The token',
                cancel: 'Close',
                content: () => html`<p>Copy it now: it is shown only here, and stored only as a hash.</p>${codeLine(issued.secret, 'token')}`,
                run: () => true,
            });
        }
    }

    async #revoke(token) {
        const done = await confirmRemoval({
            title: 'Revoke the token?',
            text: html`Whatever uses <strong>${token.label}</strong> (${token.scopes.join(', ')}) is refused from its next request on, and its sessions of this console end.`,
            action: 'Revoke',
            run: () => api.remove(`tokens/${token.id}`),
        });
        if (done) {
            notify('The token is revoked.');
            this.querySelector('herald-table').load();
        }
    }

    render() {
        return html`
            ${this.heading('Tokens', html`<button type="button" @click=${this.#issue}>Issue a token…</button>`)}
            <p class="quiet">Tokens of the API and of this console. Those set as <code>herald.api.token.&lt;label&gt;</code> are not among them.</p>
            <herald-table .caption=${'Tokens'} .columns=${this.columns} .source=${this.source}
                .empty=${html`<p>No token has been issued.</p><p>Issue one for each person or program, with the scopes that it needs.</p>`}></herald-table>`;
    }
}

customElements.define('herald-tokens', HeraldTokens);
