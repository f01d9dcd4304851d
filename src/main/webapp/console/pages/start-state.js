// Whether the reader has dismissed "Getting started": a preference of this browser.

const KEY = 'herald.started';

export function isDismissed() {
    try {
        return localStorage.getItem(KEY) === 'yes';
    } catch {
        return false;
    }
}

export function setDismissed(dismissed) {
    try {
        localStorage.setItem(KEY, dismissed ? 'yes' : 'no');
    } catch {
        // Storage is blocked: the notice comes back.
    }
}
