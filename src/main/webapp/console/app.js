// The frame of the console: sign-in, navigation, theme and the state of the connection.
import { html, nothing } from 'lit';
import { onUnauthorized } from './api.js';
import { live, LiveController } from './live.js';
import { View, problemView } from './page.js';
import { session } from './session.js';
import './pages/sign-in.js';

/** Address → page; `scope` is what its data requires. */
const PAGES = [
    { path: 'overview', title: 'Overview', scope: 'read', load: () => import('./pages/overview.js') },
    { path: 'torrents', title: 'Torrents', scope: 'read', load: () => import('./pages/torrents.js') },
    { path: 'torrent', title: 'Torrent', scope: 'read', hidden: true, load: () => import('./pages/torrent.js') },
    { path: 'rejections', title: 'Rejections', scope: 'read', load: () => import('./pages/rejections.js') },
    { path: 'clients', title: 'Clients', scope: 'read', load: () => import('./pages/clients.js') },
    { path: 'access', title: 'Access', scope: ['keys', 'read'], load: () => import('./pages/access.js') },
    { path: 'tokens', title: 'Tokens', scope: 'admin', load: () => import('./pages/tokens.js') },
    { path: 'audit', title: 'Audit', scope: 'admin', load: () => import('./pages/audit.js') },
    { path: 'settings', title: 'Settings', scope: 'admin', load: () => import('./pages/settings.js') },
    { path: 'health', title: 'Health', scope: 'read', load: () => import('./pages/health.js') },
    { path: 'start', title: 'Getting started', scope: 'read', load: () => import('./pages/start.js') },
];

const CONNECTION = { off: 'Paused', connecting: 'Connecting…', live: 'Live', lost: 'Reconnecting…', full: 'Every 5 s' };
const THEMES = { auto: 'System', light: 'Light', dark: 'Dark' };

const allowed = page => [page.scope].flat().some(session.can);

class HeraldApp extends View {
    static properties = {
        state: { state: true },
        page: { state: true },
        problem: { state: true },
        menuOpen: { state: true },
    };

    constructor() {
        super();
        this.state = 'starting';
        new LiveController(this);
        onUnauthorized(() => this.#signInAgain());
        addEventListener('hashchange', () => this.#navigate());
    }

    connectedCallback() {
        super.connectedCallback();
        this.#start();
    }

    async #start() {
        try {
            const code = new URLSearchParams(location.hash.slice(1)).get('code');
            if (code) {
                // Out of the address and the history, before anything else happens.
                history.replaceState(null, '', location.pathname);
                await session.begin({ code }).catch(error => (this.codeProblem = error));
            }
            if (session.active || (await session.resume())) {
                this.#enter();
            } else {
                this.state = 'signed-out';
            }
        } catch (error) {
            this.problem = error;
            this.state = 'failed';
        }
    }

    #enter() {
        this.state = 'signed-in';
        this.#listen();
        this.#navigate();
    }

    #listen() {
        if (session.can('read')) {
            live.start();
        }
    }

    /** A request found the session gone: the page stays as it is behind a dialog, and the request is repeated afterwards. */
    #signInAgain() {
        this.again ??= new Promise(resolve => {
            const dialog = document.createElement('dialog');
            const form = document.createElement('herald-sign-in');
            form.again = true;
            form.addEventListener('signed-in', () => {
                dialog.remove();
                this.again = undefined;
                this.#listen();
                resolve();
            });
            dialog.setAttribute('aria-label', 'Sign in again');
            dialog.addEventListener('cancel', event => event.preventDefault());
            dialog.append(form);
            document.body.append(dialog);
            dialog.showModal();
        });
        return this.again;
    }

    #signedIn() {
        this.codeProblem = undefined;
        this.navigated = true;
        this.#enter();
    }

    async #signOut() {
        live.stop();
        await session.end();
        this.page = undefined;
        this.element = undefined;
        this.missing = undefined;
        history.replaceState(null, '', location.pathname);
        this.state = 'signed-out';
    }

    async #navigate() {
        if (this.state !== 'signed-in') {
            return;
        }
        const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
        const [name, ...params] = path.split('/');
        const page = name ? PAGES.find(candidate => candidate.path === name) : PAGES.find(allowed);
        this.menuOpen = false;
        this.problem = undefined;
        if (!page || !allowed(page)) {
            this.page = page ?? { title: 'Not found' };
            this.element = undefined;
            this.missing = page ? 'The token with which you signed in may not see this page.' : 'There is no such page.';
        } else {
            try {
                await page.load();
            } catch {
                this.problem = new Error('The page could not be loaded. Check that Herald runs, then reload.');
                return;
            }
            this.missing = undefined;
            this.page = page;
            this.element = document.createElement(`herald-${page.path}`);
            this.element.params = params;
            this.element.query = new URLSearchParams(query);
        }
        document.title = `${page?.title ?? 'Not found'} – Herald`;
        this.requestUpdate();
        await this.updateComplete;
        await this.element?.updateComplete;
        window.scrollTo(0, 0);
        const heading = this.querySelector('main h1');
        if (this.navigated) {
            heading?.focus();
        }
        this.navigated = true;
    }

    render() {
        return html`
            <a class="skip" href="#main" @click=${this.#skip}>Skip to content</a>
            ${this.state === 'signed-in' ? this.#frame() : this.#outside()}
            <div id="messages" class="messages" role="status" aria-live="polite"></div>`;
    }

    #skip(event) {
        event.preventDefault();
        document.getElementById('main')?.focus();
    }

    #outside() {
        const content = {
            starting: html`<p class="quiet" aria-busy="true">Loading…</p>`,
            failed: problemView(this.problem, () => location.reload()),
            'signed-out': html`<herald-sign-in .problem=${this.codeProblem} @signed-in=${() => this.#signedIn()}></herald-sign-in>`,
        }[this.state];
        return html`<header class="top"><span class="brand">${logo}Herald</span><span class="grow"></span>${this.#themes()}</header>
            <main id="main" class="outside" tabindex="-1">${content}</main>`;
    }

    #frame() {
        return html`
            <header class="top">
                <button type="button" class="menu small secondary" aria-expanded=${Boolean(this.menuOpen)} aria-controls="nav"
                    @click=${() => (this.menuOpen = !this.menuOpen)}>Menu</button>
                <a class="brand" href="#/overview">${logo}Herald</a>
                <span class="grow"></span>
                <span class="connection ${live.state}"><span class="dot" aria-hidden="true"></span><span class="text">${CONNECTION[live.state]}</span></span>
                ${this.#themes()}
                <button type="button" class="small secondary sign-out" title="Signed in as ${session.label}" @click=${this.#signOut}>Sign out</button>
            </header>
            <div class="frame">
                <nav id="nav" class=${this.menuOpen ? 'open' : ''} aria-label="Pages">
                    <ul>
                        ${PAGES.filter(page => !page.hidden && allowed(page)).map(page => html`<li>
                            <a href="#/${page.path}" aria-current=${this.#isCurrent(page) ? 'page' : nothing}>${page.title}</a></li>`)}
                        <li class="apart"><a href="../api-browser/">API</a></li>
                        <li><a href="../manual/">Manual</a></li>
                    </ul>
                </nav>
                <main id="main" tabindex="-1">
                    ${this.problem ? problemView(this.problem, () => location.reload()) : nothing}
                    ${this.missing ? html`<h1 tabindex="-1">${this.page?.title}</h1><p>${this.missing}</p>` : this.element}
                </main>
            </div>`;
    }

    #isCurrent(page) {
        return page === this.page || (page.path === 'torrents' && this.page?.path === 'torrent');
    }

    #themes() {
        const theme = globalThis.heraldTheme;
        const change = event => {
            theme.current = event.target.value;
        };
        return html`<label class="theme"><span class="hidden-visually">Theme</span>
            <select @change=${change}>${Object.entries(THEMES).map(([value, text]) => html`<option value=${value} ?selected=${theme.current === value}>${text}</option>`)}</select>
        </label>`;
    }
}

const logo = html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7"/><path d="M9 8v16M23 8v16M9 16h14"/></svg>`;

customElements.define('herald-app', HeraldApp);
