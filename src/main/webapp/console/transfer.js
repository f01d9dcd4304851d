// Import and export of lists: with progress, and a button that cancels.
import { html, nothing } from 'lit';
import { api } from './api.js';
import { bytes, number, percent } from './format.js';
import { openDialog, save } from './ui.js';

const isNdjson = async file => /\.(nd)?jsonl?$/i.test(file.name ?? '') || (await file.slice(0, 200).text()).trimStart().startsWith('{');

function report(result) {
    return html`<p role="status">${number(result.lines)} lines: <strong>${number(result.added)} added</strong>, ${number(result.present)} present already,
            ${number(result.bad)} bad.</p>
        ${result.bad > 0
            ? html`<div class="table-box bad-lines" role="region" tabindex="0" aria-label="Bad lines"><table>
                  <thead><tr><th scope="col" class="number">Line</th><th scope="col">Problem</th></tr></thead>
                  <tbody>${result.bad_lines.map(line => html`<tr><td class="number">${number(line.line)}</td><td class="wrap">${line.detail}</td></tr>`)}</tbody>
              </table></div>
              ${result.bad > result.bad_lines.length ? html`<p class="quiet">Only the first ${number(result.bad_lines.length)} bad lines are shown.</p>` : nothing}`
            : nothing}`;
}

/** Sends a file or pasted lines; then the dialog shows the report. */
export async function importDialog({ path, title, help }) {
    const abort = new AbortController();
    let progress;
    const result = await openDialog({
        title,
        action: 'Import',
        content: () => html`
            <p class="quiet">${help} Existing entries are not changed.</p>
            <label>File <input type="file" name="file"></label>
            <label>or lines <textarea name="lines" rows="4" spellcheck="false"></textarea></label>
            ${progress === undefined ? nothing : html`<label>${progress < 1 ? `Sending, ${percent(progress)}` : 'Sent; waiting for the report'}
                <progress max="1" value=${progress < 1 ? progress : nothing}></progress></label>
                <p class="quiet">Cancel ends the import; what was added before stays.</p>`}`,
        run: async (data, dialog) => {
            const file = data.get('file');
            const source = file?.size ? file : new Blob([data.get('lines')]);
            if (source.size === 0) {
                throw new Error('Choose a file, or paste lines.');
            }
            // Asks for a new sign-in if the session has ended: an upload cannot be repeated.
            await api.get('session');
            progress = 0;
            dialog.update();
            const show = share => {
                progress = share;
                dialog.update();
            };
            try {
                return await api.upload(path, source, (await isNdjson(source)) ? 'application/x-ndjson' : 'text/plain', show, abort.signal);
            } finally {
                progress = undefined;
            }
        },
    });
    if (!result) {
        abort.abort();
        return;
    }
    await openDialog({ title: 'Imported', content: () => report(result), cancel: 'Close', run: () => true });
}

const FORMATS = { 'application/x-ndjson': ['NDJSON: everything', 'ndjson'], 'text/plain': ['Plain text: without notes', 'txt'] };

export async function exportDialog({ path, title, name }) {
    const abort = new AbortController();
    let size;
    const done = await openDialog({
        title,
        action: 'Export',
        content: () => html`
            <fieldset><legend>Format</legend>${Object.entries(FORMATS).map(([type, [text]], i) => html`<label><input type="radio" name="type" value=${type} ?checked=${i === 0}> ${text}</label>`)}</fieldset>
            ${size === undefined ? nothing : html`<label>Received ${bytes(size)} <progress></progress></label>`}`,
        run: async (data, dialog) => {
            const type = data.get('type');
            const show = received => {
                size = received;
                dialog.update();
            };
            try {
                save(await api.download(path, type, show, abort.signal), `herald-${name}.${FORMATS[type][1]}`);
            } finally {
                size = undefined;
            }
        },
    });
    if (!done) {
        abort.abort();
    }
}
