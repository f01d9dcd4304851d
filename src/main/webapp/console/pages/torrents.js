import { html, nothing } from 'lit';
import { api } from '../api.js';
import { age, number } from '../format.js';
import { live, LiveController } from '../live.js';
import { Page } from '../page.js';
import '../table.js';
import { hashLink, isHash } from '../torrent-actions.js';
import { copyButton } from '../ui.js';

const COLUMNS = [
    { label: 'Info hash', sort: 'hash', first: 'asc', render: item => html`<span class="id">${hashLink(item.hash)} ${copyButton(item.hash, `Copy the info hash ${item.hash}`)}</span>` },
    { label: 'Seeders', sort: 'seeders', number: true, render: item => number(item.seeders) },
    { label: 'Leechers', sort: 'leechers', number: true, render: item => number(item.leechers) },
    { label: 'Completed', sort: 'completed', number: true, render: item => number(item.completed) },
    { label: 'Last announce', sort: 'announced', number: true, render: item => age(item.announced) },
];

class HeraldTorrents extends Page {
    constructor() {
        super();
        this.digits = '';
        new LiveController(this);
        this.source = ({ signal, ...page }) => api.get('torrents', { ...page, prefix: this.digits }, { signal });
    }

    connectedCallback() {
        super.connectedCallback();
        this.digits = this.query.get('prefix') ?? '';
    }

    #search(event) {
        event.preventDefault();
        this.digits = new FormData(event.target).get('prefix').trim().toLowerCase();
        if (isHash(this.digits)) {
            location.hash = `#/torrent/${this.digits}`;
            return;
        }
        history.replaceState(null, '', this.digits ? `#/torrents?prefix=${encodeURIComponent(this.digits)}` : '#/torrents');
        this.requestUpdate();
        this.querySelector('herald-table').restart();
    }

    render() {
        const swarm = live.snapshot?.swarm;
        return html`
            ${this.heading('Torrents', html`<span class="quiet">${swarm ? html`${number(swarm.torrents)} in memory` : nothing}</span>`)}
            <search><form class="filters" @submit=${this.#search}>
                <label class="wide">Info hash or its first digits
                    <input type="search" name="prefix" .value=${this.digits} maxlength="40" autocomplete="off" spellcheck="false">
                </label>
                <button type="submit" class="secondary">Search</button>
            </form></search>
            <herald-table caption="Torrents" .caption=${'Torrents'} .columns=${COLUMNS} .source=${this.source} .sort=${'seeders'} .order=${'desc'}
                .empty=${this.#empty()}></herald-table>`;
    }

    #empty() {
        return this.digits
            ? html`<p>No torrent in memory begins with <code>${this.digits}</code>. Only torrents that have peers, or had some lately, are in memory.</p>`
            : html`<p>No torrent has been announced yet.</p><p>Give clients an announce URL: <a href="#/start">Getting started</a> shows yours.
                If clients announce and nothing appears here, look at <a href="#/rejections">Rejections</a>.</p>`;
    }
}

customElements.define('herald-torrents', HeraldTorrents);
