// The name of a client by its peer id, as the Azureus style encodes it (BEP 20).

const NAMES = {
    AZ: 'Vuze', BC: 'BitComet', BI: 'BiglyBT', BT: 'BitTorrent', DE: 'Deluge', FD: 'Free Download Manager', KT: 'KTorrent', LT: 'libtorrent',
    lt: 'rTorrent', qB: 'qBittorrent', TR: 'Transmission', UT: 'µTorrent', UM: 'µTorrent Mac', UW: 'µTorrent Web', WW: 'WebTorrent',
    WD: 'WebTorrent Desktop', A2: 'aria2', TX: 'Tixati', XL: 'Xunlei', BW: 'BitTorrent Web', FW: 'FrostWire',
};

/** What a digit of a version stands for: letters continue after 9. */
const digit = character => {
    const value = parseInt(character, 36);
    return Number.isNaN(value) ? character : String(value);
};

/** `2d7142343630302d…` → `qBittorrent 4.6.0`; the printable part of an unknown one. */
export function clientName(peerId = '') {
    const text = (peerId.match(/../g) ?? []).map(pair => String.fromCharCode(parseInt(pair, 16))).join('');
    const azureus = /^-([A-Za-z0-9]{2})([0-9A-Za-z.]{4})-/.exec(text);
    if (azureus) {
        const [, code, version] = azureus;
        return `${NAMES[code] ?? code} ${[...version].slice(0, 3).map(digit).join('.')}`;
    }
    return text.slice(0, 8).replace(/[^\x20-\x7e]/g, '').trim() || '–';
}
