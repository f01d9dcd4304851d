import { html, nothing } from 'lit';
import { View, problemView } from '../page.js';
import { session } from '../session.js';

/** The form for a token. Fires `signed-in`. With `again` it says why it appears in the middle of something. */
class HeraldSignIn extends View {
    static properties = { problem: { attribute: false }, again: { attribute: false }, busy: { state: true } };

    async #submit(event) {
        event.preventDefault();
        const input = this.querySelector('input');
        this.busy = true;
        try {
            await session.begin({ token: input.value.trim() });
            input.value = '';
            this.dispatchEvent(new Event('signed-in'));
        } catch (error) {
            this.problem = error.status === 401 ? new Error('This token is not valid. Check that it was copied whole.') : error;
            await this.updateComplete;
            input.focus();
        } finally {
            this.busy = false;
        }
    }

    firstUpdated() {
        this.querySelector('input').focus();
    }

    render() {
        const refused = Boolean(this.problem);
        return html`<form class="sign-in" @submit=${this.#submit}>
            ${this.again ? html`<h2>Sign in again</h2><p>The session has ended. What you typed is kept, and goes on after you signed in.</p>` : html`<h1 tabindex="-1">Sign in</h1>`}
            ${problemView(this.problem)}
            <label>API token
                <input type="password" name="token" required autocomplete="off" spellcheck="false" aria-invalid=${refused || nothing} aria-describedby="token-help">
            </label>
            <button type="submit" aria-busy=${Boolean(this.busy)} ?disabled=${this.busy}>Sign in</button>
            <small id="token-help">Herald shows the first token once, at its first start. On the machine itself, the start also prints a link that
                signs in without a token. Others are issued on the page Tokens, or set as <code>herald.api.token.&lt;label&gt;</code>.</small>
        </form>`;
    }
}

customElements.define('herald-sign-in', HeraldSignIn);
