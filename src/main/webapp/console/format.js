// Numbers in the reader's locale, times in the reader's zone.
import { html, nothing } from 'lit';

const integer = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const fixed = digits => new Intl.NumberFormat(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits });
const one = fixed(1);
const two = fixed(2);
const compactFormat = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const percentFormat = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const minutes = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

export const NONE = '–';

const known = value => value !== undefined && value !== null && Number.isFinite(value);

export const number = value => (known(value) ? integer.format(value) : NONE);
export const compact = value => (known(value) ? compactFormat.format(value) : NONE);
export const percent = value => (known(value) ? percentFormat.format(value) : NONE);

/** Events per second: with one decimal below 100. */
export function rate(value) {
    if (!known(value)) {
        return NONE;
    }
    return value < 99.95 ? one.format(value) : integer.format(value);
}

export function bytes(value) {
    if (!known(value)) {
        return NONE;
    }
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
    let unit = 0;
    let scaled = Math.abs(value);
    while (scaled >= 1024 && unit < units.length - 1) {
        scaled /= 1024;
        unit++;
    }
    return `${value < 0 ? '-' : ''}${unit === 0 ? integer.format(scaled) : one.format(scaled)} ${units[unit]}`;
}

/** A duration of an answer, given in seconds. */
export function latency(seconds) {
    if (!known(seconds)) {
        return NONE;
    }
    if (seconds < 0.001) {
        return `${integer.format(seconds * 1e6)} µs`;
    }
    return seconds < 1 ? `${(seconds < 0.1 ? two : integer).format(seconds * 1000)} ms` : `${two.format(seconds)} s`;
}

/** A long duration, given in seconds, in its two largest units. */
export function duration(seconds) {
    if (!known(seconds)) {
        return NONE;
    }
    const parts = [];
    let rest = Math.max(0, Math.floor(seconds));
    for (const [unit, size] of [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]]) {
        const count = Math.floor(rest / size);
        rest %= size;
        if (count > 0 || (parts.length === 0 && unit === 's')) {
            parts.push(`${integer.format(count)} ${unit}`);
        }
    }
    return parts.slice(0, 2).join(' ');
}

const utc = date => `${date.toISOString().replace('T', ' ').replace(/\.\d+Z$/, '')} UTC`;

function element(value, text) {
    const date = new Date(value);
    if (Number.isNaN(date.getTime())) {
        return value;
    }
    return html`<time datetime=${date.toISOString()} title=${utc(date)}>${text(date)}</time>`;
}

/** An ISO time as an element: local time as text, UTC on hover. */
export function time(value, none = NONE) {
    return value ? element(value, date => dateTime.format(date)) : none;
}

/** The same, without seconds. */
export function date(value, none = NONE) {
    return value ? element(value, moment => minutes.format(moment)) : none;
}

/** The same, without the date. */
export function timeOfDay(value) {
    return value ? element(value, date => clock.format(date)) : nothing;
}

/** A time of the last hours: the date only if it is not today. */
export function when(value) {
    return value ? element(value, moment => (moment.toDateString() === new Date().toDateString() ? clock : dateTime).format(moment)) : NONE;
}

/** The time since an ISO time, rounded to one unit, as an element. */
export function age(value, now = Date.now()) {
    return value
        ? element(value, date => {
              const seconds = Math.max(0, Math.round((now - date.getTime()) / 1000));
              return seconds < 5 ? 'just now' : `${duration(seconds).split(' ').slice(0, 2).join(' ')} ago`;
          })
        : NONE;
}

/** The value of an input of type datetime-local for an ISO time, and back. */
export function toInput(value) {
    if (!value) {
        return '';
    }
    const date = new Date(value);
    return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
}

export const fromInput = value => (value ? new Date(value).toISOString().replace(/\.\d+Z$/, 'Z') : null);

/** In the order in which they are shown. */
const LABELS = { udp: 'UDP', 'http.netty': 'HTTP', 'http.netty.tls': 'HTTPS', 'http.jaxrs': 'HTTP (container)', webtorrent: 'WebTorrent' };
const ORDER = Object.keys(LABELS);

export const frontendName = frontend => LABELS[frontend] ?? frontend;
/** Compares names of frontends by the order in which they are shown. */
export const byFrontend = (a, b) => ORDER.indexOf(a) - ORDER.indexOf(b);
export const familyName = family => ({ ipv4: 'IPv4', ipv6: 'IPv6' })[family] ?? family;
