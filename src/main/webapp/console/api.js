// The public API, called as any other client may call it. The session cookie authenticates; the header marks writes as the console's.

const BASE = new URL('../manage/v1/', document.baseURI);

/** A response that is no success, or no response at all (status 0). Its message is for the reader. */
export class Problem extends Error {
    constructor(status, message, pointer = '') {
        super(message);
        this.status = status;
        /** The name of the member of the body that was refused; empty if none is named. */
        this.field = pointer.replace(/^\//, '');
    }
}

/** Asks the reader to sign in again; resolves once done. Set by the app. */
let signIn = () => Promise.reject(new Problem(401, 'Sign in first.'));

export function onUnauthorized(handler) {
    signIn = handler;
}

export function url(path, query = {}) {
    const target = new URL(path, BASE);
    for (const [name, value] of Object.entries(query)) {
        for (const item of Array.isArray(value) ? value : [value]) {
            if (item !== undefined && item !== null && item !== '') {
                target.searchParams.append(name, item);
            }
        }
    }
    return target;
}

function problem(status, statusText, text) {
    let body = {};
    try {
        body = JSON.parse(text);
    } catch {
        // Not JSON, such as a page of a proxy.
    }
    const what = body.detail || body.title || statusText || 'The server sent no explanation';
    return new Problem(status, `${what}${/[.!?]$/.test(what) ? '' : '.'}`, body.pointer);
}

const unreachable = () => new Problem(0, 'The server cannot be reached. Check that Herald runs, then try again.');

async function send(method, path, { query, body, type, accept, signal, retry = true } = {}) {
    const headers = { Accept: accept ?? 'application/json', 'X-Herald-Console': '1' };
    if (body !== undefined) {
        headers['Content-Type'] = type ?? 'application/json';
    }
    let response;
    try {
        response = await fetch(url(path, query), {
            method,
            headers,
            body: body === undefined || type ? body : JSON.stringify(body),
            signal,
            cache: 'no-store',
            credentials: 'same-origin',
        });
    } catch (error) {
        throw error.name === 'AbortError' ? error : unreachable();
    }
    if (response.status === 401 && retry) {
        await signIn();
        return send(method, path, { query, body, type, accept, signal, retry: false });
    }
    if (!response.ok) {
        throw problem(response.status, response.statusText, await response.text());
    }
    return response;
}

async function json(response) {
    return response.status === 204 ? undefined : response.json();
}

export const api = {
    get: async (path, query, options) => json(await send('GET', path, { query, ...options })),
    post: async (path, body, options) => json(await send('POST', path, { body, ...options })),
    put: async (path, body, options) => json(await send('PUT', path, { body, ...options })),
    remove: async path => json(await send('DELETE', path)),

    /** The entry of a list with an id, or undefined; by a search, since 404 would be an error in the browser's log. */
    async entry(list, id, options) {
        const page = await this.get(list, { q: id, limit: 100 }, options);
        return page.items.find(item => (item.key ?? item.hash) === id);
    },

    /** Sends a file; `progress` gets the share that was sent, 0 to 1. Only XMLHttpRequest reports progress of uploads. */
    upload(path, file, type, progress, signal) {
        return new Promise((resolve, reject) => {
            const request = new XMLHttpRequest();
            request.open('POST', url(path));
            request.setRequestHeader('Content-Type', type);
            request.setRequestHeader('Accept', 'application/json');
            request.setRequestHeader('X-Herald-Console', '1');
            request.upload.onprogress = event => progress(event.lengthComputable ? event.loaded / event.total : 0);
            request.onload = () =>
                request.status < 300
                    ? resolve(JSON.parse(request.responseText))
                    : reject(problem(request.status, request.statusText, request.responseText));
            request.onerror = () => reject(unreachable());
            request.onabort = () => reject(new DOMException('Cancelled', 'AbortError'));
            signal.addEventListener('abort', () => request.abort());
            request.send(file);
        });
    },

    /** Reads a whole export; `progress` gets the number of bytes so far. */
    async download(path, accept, progress, signal) {
        const response = await send('GET', path, { accept, signal });
        const reader = response.body.getReader();
        const chunks = [];
        for (let size = 0; ; ) {
            const { done, value } = await reader.read();
            if (done) {
                return new Blob(chunks, { type: accept });
            }
            chunks.push(value);
            progress((size += value.length));
        }
    },
};
