// A table of a list of the API: one page at a time by cursor, so its length does not matter.
import { html, nothing } from 'lit';
import { View, problemView } from './page.js';

const SIZE = 50;

/**
 * Properties: `caption`; `columns`: `{label, render(item), sort?, first?, number?, hidden?}`, where `sort` is the API's name of the order and
 * `first` the direction of the first click; `source({limit, cursor, sort, order, signal})` resolves to `{items, next}`; `empty`: a template
 * that says what to do; `sort`, `order`: the initial ones.
 */
class HeraldTable extends View {
    static properties = {
        caption: { attribute: false },
        columns: { attribute: false },
        source: { attribute: false },
        empty: { attribute: false },
        sort: { attribute: false },
        order: { attribute: false },
        page: { state: true },
        loading: { state: true },
        problem: { state: true },
    };

    constructor() {
        super();
        this.columns = [];
        this.cursors = [''];
        this.size = SIZE;
    }

    connectedCallback() {
        super.connectedCallback();
        this.load();
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.request?.abort();
    }

    /** Shows the first page again, for instance with another filter. */
    restart() {
        this.cursors = [''];
        return this.load();
    }

    async load() {
        this.request?.abort();
        const request = new AbortController();
        this.request = request;
        this.loading = true;
        try {
            const page = await this.source({
                limit: this.size,
                cursor: this.cursors.at(-1),
                sort: this.sort,
                order: this.order,
                signal: request.signal,
            });
            if (request === this.request) {
                this.page = page;
                this.problem = undefined;
            }
        } catch (error) {
            if (request === this.request && error.name !== 'AbortError') {
                this.problem = error;
            }
        } finally {
            if (request === this.request) {
                this.loading = false;
            }
        }
    }

    async #turn(cursors) {
        this.cursors = cursors;
        await this.load();
        this.querySelector('.table-box')?.scrollIntoView({ block: 'nearest' });
    }

    #sortBy(column) {
        const first = column.first ?? 'desc';
        const other = first === 'desc' ? 'asc' : 'desc';
        this.order = this.sort === column.sort && this.order === first ? other : first;
        this.sort = column.sort;
        this.restart();
    }

    #heading(column) {
        const kind = column.number ? 'number' : '';
        if (!column.label) {
            return html`<td></td>`;
        }
        if (!column.sort) {
            return html`<th scope="col" class=${kind}>${column.label}</th>`;
        }
        const active = this.sort === column.sort;
        const direction = active ? (this.order === 'asc' ? 'ascending' : 'descending') : nothing;
        return html`<th scope="col" class=${kind} aria-sort=${direction}>
            <button type="button" class="sort" @click=${() => this.#sortBy(column)}>${column.label}<span aria-hidden="true" class="arrow">${
                active ? (this.order === 'asc' ? '▲' : '▼') : '▽'}</span></button>
        </th>`;
    }

    render() {
        const columns = this.columns.filter(column => !column.hidden);
        const items = this.page?.items ?? [];
        const retry = () => this.load();
        if (!this.page) {
            return this.problem ? problemView(this.problem, retry) : html`<p class="quiet loading" aria-busy="true">Loading…</p>`;
        }
        if (items.length === 0 && this.cursors.length === 1) {
            return html`${problemView(this.problem, retry)}<div class="empty">${this.empty ?? html`<p>Nothing here.</p>`}</div>`;
        }
        return html`${problemView(this.problem, retry)}
            <div class="table-box" role="region" tabindex="0" aria-label=${this.caption} aria-busy=${Boolean(this.loading)}>
                <table>
                    <caption class="hidden-visually">${this.caption}</caption>
                    <thead><tr>${columns.map(column => this.#heading(column))}</tr></thead>
                    <tbody>
                        ${items.map(item => html`<tr>
                            ${columns.map(column => html`<td class="${column.number ? 'number' : ''} ${column.kind ?? ''}">${column.render(item)}</td>`)}
                        </tr>`)}
                    </tbody>
                </table>
            </div>
            ${this.#pager(items.length)}`;
    }

    #pager(count) {
        const from = (this.cursors.length - 1) * this.size;
        const back = this.cursors.length > 1;
        const next = this.page.next;
        if (!back && !next) {
            return nothing;
        }
        return html`<nav class="pager" aria-label="Pages of ${this.caption}">
            <button type="button" class="secondary small" ?disabled=${!back} @click=${() => this.#turn(this.cursors.slice(0, -1))}>Previous</button>
            <span class="quiet">${(from + 1).toLocaleString()} to ${(from + count).toLocaleString()}</span>
            <button type="button" class="secondary small" ?disabled=${!next} @click=${() => this.#turn([...this.cursors, next])}>Next</button>
        </nav>`;
    }
}

customElements.define('herald-table', HeraldTable);

/** A small table of values that are all at hand. */
export function plainTable(caption, columns, items, empty = html`<p>Nothing here.</p>`) {
    return items.length === 0
        ? html`<div class="empty">${empty}</div>`
        : html`<div class="table-box" role="region" tabindex="0" aria-label=${caption}>
              <table>
                  <caption class="hidden-visually">${caption}</caption>
                  <thead><tr>${columns.map(column => html`<th scope="col" class=${column.number ? 'number' : ''}>${column.label}</th>`)}</tr></thead>
                  <tbody>
                      ${items.map(item => html`<tr>
                          ${columns.map(column => html`<td class="${column.number ? 'number' : ''} ${column.kind ?? ''}">${column.render(item)}</td>`)}
                      </tr>`)}
                  </tbody>
              </table>
          </div>`;
}
