// What can be done to a torrent, for the list, its page and the rejections.
import { html } from 'lit';
import { api } from './api.js';
import { confirmRemoval, field, notify, openDialog } from './ui.js';

export const isHash = text => /^[0-9a-f]{40}$/i.test(text);

/** A hash that links to its page. */
export const hashLink = hash => html`<a class="hash" href="#/torrent/${hash}" title=${hash}>${hash}</a>`;

/** A magnet link with the announce URLs of all listeners, without that of the container, which is for reverse proxies, if there are others. */
export function magnet(hash, listeners = []) {
    const direct = listeners.filter(listener => listener.frontend !== 'http.jaxrs');
    const urls = [...new Set((direct.length ? direct : listeners).map(listener => listener.announce).filter(Boolean))];
    return `magnet:?xt=urn:btih:${hash}${urls.map(announce => `&tr=${encodeURIComponent(announce)}`).join('')}`;
}

export function list(hash) {
    return openDialog({
        title: 'Add to the whitelist',
        content: dialog => html`<p class="hash">${hash}</p>
            ${field(dialog, { name: 'label', label: 'Label', maxlength: 200, help: 'For you; clients do not see it.' })}
            ${field(dialog, { name: 'note', label: 'Note', type: 'textarea', maxlength: 2000 })}`,
        action: 'Add',
        run: async data => {
            await api.put(`whitelist/${hash}`, { label: data.get('label'), note: data.get('note') });
            notify('Added to the whitelist.');
        },
    });
}

export function deny(hash) {
    return openDialog({
        title: 'Deny the torrent',
        content: dialog => html`<p>Announces and scrapes of <span class="hash">${hash}</span> are rejected in every mode, at once.</p>
            ${field(dialog, { name: 'reason', label: 'Reason', maxlength: 200, help: 'For you; clients see a fixed text.' })}
            ${field(dialog, { name: 'note', label: 'Note', type: 'textarea', maxlength: 2000 })}`,
        action: 'Deny',
        danger: true,
        run: async data => {
            await api.put(`denylist/${hash}`, { reason: data.get('reason'), note: data.get('note') });
            notify('The torrent is denied.');
        },
    });
}

export function unlist(hash) {
    return confirmRemoval({
        title: 'Remove from the whitelist?',
        text: html`The entry of <span class="hash">${hash}</span> goes, with its label and note. A listed tracker then rejects the torrent.`,
        run: async () => {
            await api.remove(`whitelist/${hash}`);
            notify('Removed from the whitelist.');
        },
    });
}

export function allow(hash) {
    return confirmRemoval({
        title: 'Remove from the deny list?',
        text: html`The entry of <span class="hash">${hash}</span> goes, with its reason and note. The torrent is served again.`,
        run: async () => {
            await api.remove(`denylist/${hash}`);
            notify('Removed from the deny list.');
        },
    });
}

export function drop(hash, peers) {
    return confirmRemoval({
        title: 'Drop the swarm?',
        text: html`All ${peers} peers of <span class="hash">${hash}</span> and its count of completed downloads go from memory. Clients that announce
            again come back; to keep them away, deny the torrent.`,
        action: 'Drop',
        run: async () => {
            await api.remove(`torrents/${hash}`);
            notify('The swarm is dropped.');
        },
    });
}
