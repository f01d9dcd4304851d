// Runs before the first paint, so it is no module: sets the theme that the reader chose, or leaves it to the system.
(() => {
    const KEY = 'herald.theme';
    const stored = () => {
        try {
            return localStorage.getItem(KEY) ?? 'auto';
        } catch {
            return 'auto';
        }
    };
    const apply = theme => {
        const root = document.documentElement;
        if (theme === 'light' || theme === 'dark') {
            root.setAttribute('data-theme', theme);
        } else {
            root.removeAttribute('data-theme');
        }
    };
    apply(stored());
    globalThis.heraldTheme = {
        get current() {
            return stored();
        },
        set current(theme) {
            try {
                localStorage.setItem(KEY, theme);
            } catch {
                // Storage is blocked: the choice lasts until the page is closed.
            }
            apply(theme);
            document.dispatchEvent(new Event('herald-theme'));
        },
    };
})();
