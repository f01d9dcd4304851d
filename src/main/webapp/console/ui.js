// Dialogs, messages and copying.
import { html, nothing, render } from 'lit';

/** Says something once, for eyes and screen readers. */
export function notify(text) {
    const region = document.getElementById('messages');
    const item = document.createElement('p');
    item.textContent = text;
    region.append(item);
    setTimeout(() => item.remove(), 6000);
}

let ids = 0;

/**
 * Opens a dialog with a form. `content(dialog)` renders the fields, `run(data, dialog)` does the work: while it runs the button is busy,
 * and if it fails, the dialog stays with what was typed and the message. Resolves to the result, or undefined if cancelled.
 *
 * @param {{title: string, content: Function, run: Function, action: string, danger?: boolean, cancel?: string}} options
 */
export function openDialog({ title, content, run, action, danger = false, cancel = 'Cancel' }) {
    const element = document.createElement('dialog');
    const id = `dialog-${++ids}`;
    const before = document.activeElement;
    element.setAttribute('aria-labelledby', id);
    const dialog = { problem: undefined, busy: false, element, update: () => draw(), close: result => finish(result) };
    let settle;

    const finish = result => {
        element.close();
        element.remove();
        (before?.isConnected && before !== document.body ? before : document.querySelector('main h1'))?.focus();
        settle(result);
    };
    const submit = async event => {
        event.preventDefault();
        if (dialog.busy) {
            return;
        }
        dialog.busy = true;
        dialog.problem = undefined;
        draw();
        try {
            const result = await run(new FormData(event.target), dialog);
            dialog.busy = false;
            finish(result ?? true);
        } catch (error) {
            dialog.busy = false;
            dialog.problem = error.name === 'AbortError' ? undefined : error;
            draw();
            element.querySelector('[aria-invalid="true"]')?.focus();
        }
    };
    const draw = () =>
        render(
            html`<article>
                <h2 id=${id}>${title}</h2>
                <form @submit=${submit}>
                    ${content(dialog)}
                    ${dialog.problem ? html`<p class="notice bad" role="alert">${dialog.problem.message}</p>` : nothing}
                    <footer>
                        <button type="button" class="secondary" @click=${() => finish(undefined)}>${cancel}</button>
                        ${action
                            ? html`<button type="submit" class=${danger ? 'danger' : ''} aria-busy=${dialog.busy} ?disabled=${dialog.busy}>
                                  ${action}
                              </button>`
                            : nothing}
                    </footer>
                </form>
            </article>`,
            element,
        );
    element.addEventListener('cancel', event => {
        event.preventDefault();
        finish(undefined);
    });
    draw();
    document.body.append(element);
    element.showModal();
    element.querySelector('[autofocus], input, textarea, select, button')?.focus();
    return new Promise(resolve => {
        settle = resolve;
    });
}

/** Asks once before a destructive act, and names what goes. */
export const confirmRemoval = ({ title, text, action = 'Remove', run }) =>
    openDialog({ title, content: () => html`<p>${text}</p>`, run: async () => (await run()) ?? true, action, danger: true });

/** A labelled input of a dialog; marked if the server refused its value. */
export function field(dialog, { name, label, value = '', type = 'text', help, required = false, maxlength, pattern, readonly = false }) {
    const invalid = dialog.problem?.field === name;
    const note = help ? html`<small id="help-${name}">${help}</small>` : nothing;
    const box =
        type === 'textarea'
            ? html`<textarea name=${name} rows="3" maxlength=${maxlength ?? nothing} aria-invalid=${invalid || nothing}
                  aria-describedby=${help ? `help-${name}` : nothing}>${value}</textarea>`
            : html`<input name=${name} type=${type} value=${value} ?required=${required} ?readonly=${readonly} autocomplete="off" spellcheck="false"
                  step=${type === 'datetime-local' ? '1' : nothing} maxlength=${maxlength ?? nothing} pattern=${pattern ?? nothing}
                  aria-invalid=${invalid || nothing} aria-describedby=${help ? `help-${name}` : nothing}>`;
    return html`<label>${label}${box}</label>${note}`;
}

async function copy(text) {
    if (navigator.clipboard) {
        await navigator.clipboard.writeText(text);
        return;
    }
    // Without TLS, away from loopback, browsers have only the old way.
    const area = document.createElement('textarea');
    area.value = text;
    (document.querySelector('dialog[open]') ?? document.body).append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
}

/** A button that copies a text. */
export function copyButton(text, name = 'Copy', label = 'Copy') {
    const click = async event => {
        const button = event.currentTarget;
        await copy(text);
        button.textContent = 'Copied';
        setTimeout(() => (button.textContent = label), 1500);
    };
    return html`<button type="button" class="secondary small copy" aria-label=${name} @click=${click}>${label}</button>`;
}

/** A line of code with a button that copies it. */
export const codeLine = (text, name) =>
    html`<div class="code-line"><code tabindex="0" aria-label=${name}>${text}</code>${copyButton(text, `Copy: ${name}`)}</div>`;

/** Saves a Blob as a file. */
export function save(blob, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
