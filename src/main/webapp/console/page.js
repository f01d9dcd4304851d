// The base of pages and components: Lit without a shadow root, so that one style sheet, labels and tools for accessibility reach all.
import { LitElement, html, nothing } from 'lit';

export class View extends LitElement {
    createRenderRoot() {
        return this;
    }
}

/** A page of the console. The router sets `params` (rest of the path) and `query`. */
export class Page extends View {
    static properties = { params: { attribute: false }, query: { attribute: false }, problem: { state: true } };

    constructor() {
        super();
        this.params = [];
        this.query = new URLSearchParams();
        this.abort = new AbortController();
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.abort.abort();
    }

    /** Runs a load; a failure is shown by `problemView`, and an abort is none. */
    async attempt(work) {
        try {
            const result = await work(this.abort.signal);
            this.problem = undefined;
            return result;
        } catch (error) {
            if (error.name !== 'AbortError') {
                this.problem = error;
            }
            return undefined;
        }
    }

    heading(text, extra = nothing) {
        return html`<header class="page-head"><h1 tabindex="-1">${text}</h1>${extra}</header>`;
    }

    problemView(retry) {
        return problemView(this.problem, retry);
    }
}

export function problemView(problem, retry) {
    return problem
        ? html`<div class="notice bad" role="alert">
              <p>${problem.message}</p>
              ${retry ? html`<button type="button" class="secondary small" @click=${retry}>Try again</button>` : nothing}
          </div>`
        : nothing;
}

/** A coloured word for a state; the word itself tells it too. */
export function badge(kind, text) {
    return html`<span class="badge ${kind}">${text}</span>`;
}

export const statusBadge = status => badge(status === 'up' ? 'good' : 'bad', status === 'up' ? 'Up' : 'Down');
