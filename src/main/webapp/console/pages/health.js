import { html, nothing } from 'lit';
import { api } from '../api.js';
import { time } from '../format.js';
import { Page, statusBadge } from '../page.js';
import { plainTable } from '../table.js';

const RELOAD = 10_000;

const COLUMNS = [
    { label: 'Check', render: check => check.name },
    { label: 'State', render: check => statusBadge(check.status.toLowerCase()) },
    { label: 'Detail', kind: 'wrap', render: check => Object.entries(check.data ?? {}).map(([name, value]) => html`<span class="pair"><span class="quiet">${name}</span> ${String(value)}</span> `) },
];

class HeraldHealth extends Page {
    static properties = { data: { state: true }, checked: { state: true } };

    connectedCallback() {
        super.connectedCallback();
        this.#load();
        this.timer = setInterval(() => document.hidden || this.#load(), RELOAD);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        clearInterval(this.timer);
    }

    #load() {
        return this.attempt(async signal => {
            this.data = await api.get('health', {}, { signal });
            this.checked = new Date().toISOString();
        });
    }

    render() {
        const checks = this.data?.checks ?? [];
        const down = checks.filter(check => check.status.toLowerCase() !== 'up');
        return html`
            ${this.heading('Health', this.data ? statusBadge(this.data.status.toLowerCase()) : nothing)}
            ${this.problemView(() => this.#load())}
            ${this.data
                ? html`<p>${down.length === 0 ? 'All is well.' : html`Not well: <strong>${down.map(check => check.name).join(', ')}</strong>.`}
                      <span class="quiet">Checked ${time(this.checked)}; again every ten seconds.</span></p>
                  ${plainTable('Checks', COLUMNS, [...down, ...checks.filter(check => !down.includes(check))])}
                  <p class="quiet after">For load balancers and monitoring: <code>/health/ready</code> and <code>/health/live</code>, without a token.</p>`
                : html`<p class="quiet loading" aria-busy=${!this.problem}>${this.problem ? nothing : 'Loading…'}</p>`}`;
    }
}

customElements.define('herald-health', HeraldHealth);
