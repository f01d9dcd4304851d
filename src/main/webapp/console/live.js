// One event stream for the whole console. Components read the latest snapshot by a LiveController.
import { api, url } from './api.js';

const RETRY = 5000;

/** The server ends each stream after some minutes; until it is back, a moment later, nothing is lost. */
const PATIENCE = 3000;

class Live extends EventTarget {
    /** `off`, `connecting`, `live`, `lost` (the browser reconnects) or `full` (too many viewers: polled instead). */
    state = 'off';
    snapshot = undefined;
    #source;
    #timer;
    #patience;
    #wanted = false;

    constructor() {
        super();
        document.addEventListener('visibilitychange', () => {
            if (!this.#wanted) {
                return;
            }
            if (document.hidden) {
                this.#close('off');
            } else {
                this.#open();
            }
        });
        addEventListener('pagehide', () => this.#source?.close());
    }

    start() {
        this.#wanted = true;
        this.#open();
    }

    stop() {
        this.#wanted = false;
        this.snapshot = undefined;
        this.#close('off');
    }

    #set(state) {
        if (state !== this.state) {
            this.state = state;
            this.dispatchEvent(new Event('state'));
        }
    }

    #calm() {
        clearTimeout(this.#patience);
        this.#patience = undefined;
    }

    #close(state) {
        clearTimeout(this.#timer);
        this.#calm();
        this.#source?.close();
        this.#source = undefined;
        this.#set(state);
    }

    #open() {
        if (this.#source) {
            return;
        }
        clearTimeout(this.#timer);
        if (this.state === 'off') {
            this.#set('connecting');
        }
        this.#source = new EventSource(url('live'));
        this.#source.addEventListener('snapshot', event => {
            this.#calm();
            this.#accept(JSON.parse(event.data));
            this.#set('live');
        });
        this.#source.onerror = () => {
            if (this.#source?.readyState === EventSource.CLOSED) {
                this.#source = undefined;
                this.#poll();
            } else {
                this.#patience ??= setTimeout(() => this.#set('lost'), PATIENCE);
            }
        };
    }

    /** The server refused the stream: a plain request finds out why, and shows current numbers meanwhile. */
    async #poll() {
        try {
            this.#accept(await api.get('overview'));
            this.#set('full');
        } catch {
            this.#set('lost');
        }
        if (this.#wanted && !document.hidden && !this.#source) {
            clearTimeout(this.#timer);
            this.#timer = setTimeout(() => this.#open(), RETRY);
        }
    }

    #accept(snapshot) {
        this.snapshot = snapshot;
        this.dispatchEvent(new Event('snapshot'));
    }
}

export const live = new Live();

/** Updates its host at each snapshot while the host is connected, and calls `onSnapshot` before. */
export class LiveController {
    constructor(host, onSnapshot = () => {}) {
        this.host = host;
        this.onSnapshot = () => {
            onSnapshot(live.snapshot);
            host.requestUpdate();
        };
        this.onState = () => host.requestUpdate();
        host.addController(this);
    }

    hostConnected() {
        live.addEventListener('snapshot', this.onSnapshot);
        live.addEventListener('state', this.onState);
    }

    hostDisconnected() {
        live.removeEventListener('snapshot', this.onSnapshot);
        live.removeEventListener('state', this.onState);
    }
}
