/** Dialogs of the client API: pages, questions and errors. Each gives the focus back to where it was. */

/** @typedef {{ value: number, unit: '%' | 'px' }} Length */

/** @type {Record<number, Record<string, string>>} */
const TEXTS = {
    1031: { close: 'Schließen', confirm: 'OK', cancel: 'Abbrechen', error: 'Fehler', details: 'Einzelheiten' },
    1033: { close: 'Close', confirm: 'OK', cancel: 'Cancel', error: 'Error', details: 'Details' },
};

/** @param {number} language an LCID */
export function createDialogs(language) {
    const texts = TEXTS[language] ?? TEXTS[1033];

    return {
        /**
         * Shows another page, a web resource or a form, over this one.
         * @param {string} address
         * @param {{ title?: string, position?: 1 | 2, width?: number | Length, height?: number | Length }} options position 2: at the side
         * @returns {Promise<void>} resolved when it is closed
         */
        page(address, options) {
            const { dialog, body, closed } = open(options.title ?? '', options.position === 2 ? 'xrm-dialog xrm-side' : 'xrm-dialog');
            // A narrow window shows every dialog whole; the style sheet says so.
            dialog.style.setProperty('--xrm-width', length(options.width, options.position === 2 ? '40rem' : '60%'));
            dialog.style.setProperty('--xrm-height', length(options.height, options.position === 2 ? '100%' : '80%'));
            const frame = document.createElement('iframe');
            frame.src = address;
            frame.title = options.title || address.split('?')[0].split('/').pop() || '';
            frame.addEventListener('load', () => {
                const shown = frame.contentWindow;
                if (!shown) return;
                shown.close = () => dialog.close();
                frame.title = options.title || shown.document.title || frame.title;
                const heading = dialog.querySelector('h2');
                if (heading && !heading.textContent) heading.textContent = shown.document.title;
            });
            body.append(frame);
            return closed;
        },

        /** @param {{ text: string, title?: string, confirmButtonLabel?: string }} content */
        async alert(content) {
            await ask({ ...content, cancel: null });
        },

        /** @param {{ text: string, title?: string, subtitle?: string, confirmButtonLabel?: string, cancelButtonLabel?: string }} content */
        async confirm(content) {
            return { confirmed: await ask({ ...content, cancel: content.cancelButtonLabel || texts.cancel }) };
        },

        /** @param {{ message?: string, details?: string, errorCode?: number }} content */
        async error(content) {
            const code = content.errorCode ? ` [0x${(content.errorCode >>> 0).toString(16).toUpperCase()}]` : '';
            await ask({ title: texts.error, text: (content.message ?? '') + code, details: content.details, cancel: null, role: 'alertdialog' });
        },
    };

    /** @param {{ text: string, title?: string, subtitle?: string, details?: string, confirmButtonLabel?: string, cancel: string | null, role?: string }} content */
    async function ask(content) {
        const { dialog, body, closed } = open(content.title ?? '', 'xrm-dialog xrm-question');
        if (content.role) dialog.setAttribute('role', content.role);
        if (content.subtitle) body.append(element('p', content.subtitle));
        // Line ends are part of messages; the style sheet keeps them.
        const text = element('p', content.text);
        text.className = 'xrm-text';
        body.append(text);
        if (content.details) {
            const details = document.createElement('details');
            details.append(element('summary', texts.details), element('pre', content.details));
            body.append(details);
        }

        let confirmed = false;
        const buttons = element('footer', '');
        const yes = button(content.confirmButtonLabel || texts.confirm, 'xrm-primary', () => { confirmed = true; dialog.close(); });
        buttons.append(yes);
        if (content.cancel) buttons.append(button(content.cancel, '', () => dialog.close()));
        body.append(buttons);
        // What cannot be taken back is never chosen by a key pressed too long.
        (content.cancel ? /** @type {HTMLElement} */ (buttons.lastElementChild) : yes).focus();
        await closed;
        return confirmed;
    }

    /** @param {string} title @param {string} className */
    function open(title, className) {
        const before = /** @type {HTMLElement | null} */ (document.activeElement);
        const dialog = document.createElement('dialog');
        dialog.className = className;
        const heading = element('h2', title);
        heading.id = `xrm-title-${++opened}`;
        dialog.setAttribute('aria-labelledby', heading.id);
        const header = document.createElement('header');
        const shut = button('✕', 'xrm-close', () => dialog.close());
        shut.setAttribute('aria-label', texts.close);
        header.append(heading, shut);
        const body = document.createElement('div');
        body.className = 'xrm-body';
        dialog.append(header, body);
        document.body.append(dialog);
        /** @type {Promise<void>} */
        const closed = new Promise(resolve => dialog.addEventListener('close', () => {
            dialog.remove();
            before?.focus();
            resolve();
        }));
        dialog.showModal();
        return { dialog, body, closed };
    }
}

let opened = 0;

/** @param {string} name @param {string} text */
function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
}

/** @param {string} label @param {string} className @param {() => void} pressed */
function button(label, className, pressed) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = className;
    made.textContent = label;
    made.addEventListener('click', pressed);
    return made;
}

/** @param {number | Length | undefined} given a number counts pixels @param {string} otherwise */
const length = (given, otherwise) => given === undefined ? otherwise : typeof given === 'number' ? `${given}px` : `${given.value}${given.unit}`;
