// Who is signed in. The token is sent once and kept nowhere; the browser keeps the cookie, which scripts cannot read.
import { api } from './api.js';

let current;

const lower = body => ({ ...body, scopes: (body.scopes ?? []).map(scope => scope.toLowerCase()) });

export const session = {
    get label() {
        return current?.label ?? '';
    },
    get expires() {
        return current?.expires;
    },
    get active() {
        return current !== undefined;
    },

    /** Whether the token behind the session has a scope; `admin` includes all. */
    can: scope => current !== undefined && (current.scopes.includes(scope) || current.scopes.includes('admin')),

    /** Finds the session of the cookie; false if there is none. */
    async resume() {
        try {
            current = lower(await api.get('session', {}, { retry: false }));
        } catch (error) {
            if (error.status !== 401) {
                throw error;
            }
            current = undefined;
        }
        return current !== undefined;
    },

    /** Signs in with `{token}` or `{code}`. */
    async begin(credentials) {
        current = lower(await api.post('session', credentials, { retry: false }));
    },

    async end() {
        await api.remove('session').catch(() => {});
        current = undefined;
    },
};
