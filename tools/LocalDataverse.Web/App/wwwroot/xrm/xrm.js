import { createDialogs } from './dialogs.js';
import { createScripts } from './scripts.js';
import { bare, createWebApi } from './webApi.js';
import { formContext, gridContext } from './pages.js';
import { strict } from './strict.js';

/**
 * The client API of a model-driven app, as small as the solution's own scripts need it and as faithful as Microsoft's reference
 * (learn.microsoft.com, Client API reference): what is not here says so by name.
 *
 * The app calls `start` once a page, `showForm` and `showGrid` whenever what is on it changed, and `runCommand` for a button. What only the
 * app can do it is asked for by the methods of AppBridge.cs: Navigate, Refresh, Save, SetValue, Notify, ClearNotification.
 */

/**
 * @typedef {{ kind: string, value: string }} Parameter kind Crm: what the platform passes, named by the value; else String, Int, Decimal, Bool
 * @typedef {{ libraries: string[], function: string, parameters: Parameter[] }} Call
 * @typedef {{ getClientUrl(): string, userSettings: { languageId: number }, organizationSettings: { languageId: number, uniqueName: string } }} GlobalContext
 */

/** Levels of Xrm.App.addGlobalNotification, by number. */
const LEVELS = ['', 'SUCCESS', 'ERROR', 'WARNING', 'INFO'];

/** @type {ReturnType<typeof createScripts>} */
let scripts;
/** @type {import('./pages.js').Host} */
let host;
/** @type {import('./pages.js').FormState | null} */
let form = null;
/** @type {import('./pages.js').GridState | null} */
let grid = null;

/**
 * Puts `Xrm` into a page that has `GetGlobalContext` (ClientGlobalContext.js.aspx).
 * @param {{ invokeMethodAsync: (method: string, ...values: unknown[]) => Promise<any> }} bridge
 */
export function start(bridge) {
    /** @type {GlobalContext} */
    const context = /** @type {any} */ (window).GetGlobalContext();
    const language = context.userSettings.languageId;
    host = (method, ...values) => bridge.invokeMethodAsync(method, ...values);
    const webApi = createWebApi(context.getClientUrl());
    scripts = createScripts(context.getClientUrl(), [...new Set([language, context.organizationSettings.languageId])], async name => {
        const found = await webApi.retrieveMultipleRecords('webresource', `?$select=dependencyxml&$filter=name eq '${name}'`);
        return found.entities.length ? found.entities[0].dependencyxml ?? null : null;
    });
    Object.assign(window, {
        Xrm: strict('Xrm', {
            Navigation: navigation(createDialogs(language), context),
            Utility: utility(context),
            WebApi: webApi,
            App: strict('Xrm.App', { addGlobalNotification, clearGlobalNotification: (/** @type {string} */ id) => host('ClearNotification', id) }),
        }),
    });
}

/** @param {import('./pages.js').FormState | null} state null: the page has no form */
export function showForm(state) { form = state; }

/** @param {import('./pages.js').GridState | null} state null: the page has no list */
export function showGrid(state) { grid = state; }

/** Closes the dialog in which the page is shown. */
export function close() { window.close(); }

/**
 * Runs a command and waits for what it promises.
 * @param {Call} call
 * @returns {Promise<string | null>} what went wrong, for the user
 */
export async function runCommand(call) {
    try {
        for (const library of call.libraries) await scripts.load(library);
        await scripts.functionAt(call.function)(...call.parameters.map(valueOf));
        return null;
    } catch (thrown) {
        return thrown instanceof Error ? thrown.message : String(thrown);
    }
}

/** @param {Parameter} parameter @returns {unknown} */
function valueOf({ kind, value }) {
    switch (kind) {
        case 'Crm': return passed(value);
        case 'Int':
        case 'Decimal': return Number(value);
        case 'Bool': return value === 'true';
        default: return value;
    }
}

/** @param {string} name @returns {unknown} */
function passed(name) {
    switch (name) {
        case 'PrimaryControl': return form ? formContext(form, host) : grid ? gridContext(grid, host) : null;
        case 'SelectedControl': return grid ? gridContext(grid, host) : form ? formContext(form, host) : null;
        case 'SelectedControlSelectedItemIds': return grid ? [...grid.selectedIds] : [];
        case 'SelectedControlSelectedItemCount': return grid ? grid.selectedIds.length : 0;
        case 'FirstSelectedItemId': return grid && grid.selectedIds.length ? grid.selectedIds[0] : null;
        case 'FirstPrimaryItemId': return form ? form.id : null;
        case 'PrimaryItemIds': return form && form.id ? [form.id] : [];
        case 'SelectedEntityTypeName': return (grid ?? form)?.entityName ?? null;
        case 'PrimaryEntityTypeName': return (form ?? grid)?.entityName ?? null;
        default: throw new Error(`The command asks for ${name}, which this app does not know.`);
    }
}

/** @param {ReturnType<typeof createDialogs>} dialogs @param {GlobalContext} context */
function navigation(dialogs, context) {
    return strict('Xrm.Navigation', {
        /** @param {any} page @param {any} [options] */
        async navigateTo(page, options = {}) {
            switch (page.pageType) {
                case 'webresource': return show(`${scripts.addressOf(page.webresourceName)}?${query(page, context)}`, options);
                case 'entityrecord': return show(recordAddress(page.entityName, page.entityId, page.data), options);
                case 'entitylist': return host('Navigate', `/list/${page.entityName}${page.viewId ? `?view=${bare(page.viewId)}` : ''}`);
                default: throw new Error(`Xrm.Navigation.navigateTo: pages of type ${page.pageType} are not part of this app.`);
            }
        },
        openForm: (/** @type {any} */ options, /** @type {object} */ values) => host('Navigate', recordAddress(options.entityName, options.entityId, values)),
        openAlertDialog: dialogs.alert,
        openConfirmDialog: dialogs.confirm,
        openErrorDialog: dialogs.error,
        openUrl: (/** @type {string} */ url) => { window.open(url, '_blank', 'noopener'); },
        openFile(/** @type {{ fileContent: string, fileName: string, mimeType: string }} */ file) {
            const link = document.createElement('a');
            link.href = `data:${file.mimeType};base64,${file.fileContent}`;
            link.download = file.fileName;
            link.click();
        },
    });

    /** @param {string} address @param {any} options target 2: a dialog over the page */
    function show(address, options) {
        if (options.target === 2) return dialogs.page(address + (address.startsWith('/') ? `${address.includes('?') ? '&' : '?'}dialog=1` : ''), options);
        if (address.startsWith('/')) return host('Navigate', address);
        window.location.assign(address);
        return Promise.resolve();
    }
}

/** What the platform passes to a web resource. @param {any} page @param {GlobalContext} context */
function query(page, context) {
    const values = new URLSearchParams({ orgname: context.organizationSettings.uniqueName, userlcid: String(context.userSettings.languageId), orglcid: String(context.organizationSettings.languageId) });
    if (page.data !== undefined) values.set('data', page.data);
    return values;
}

/** @param {string} table @param {string | undefined} id absent: a new row @param {Record<string, any>} [values] columns of the new row */
function recordAddress(table, id, values) {
    if (id) return `/record/${table}/${bare(id)}`;

    const given = Object.entries(values ?? {}).map(([name, value]) => [name, Array.isArray(value) ? bare(value[0].id) : String(value)]);
    return `/new/${table}${given.length ? `?${new URLSearchParams(given)}` : ''}`;
}

/** @param {GlobalContext} context */
function utility(context) {
    /** @type {HTMLElement | null} */
    let shown = null;
    return strict('Xrm.Utility', {
        getGlobalContext: () => context,
        getResourceString: (/** @type {string} */ base, /** @type {string} */ key) => scripts.text(base, key),
        showProgressIndicator(/** @type {string} */ message) {
            shown ??= document.body.appendChild(Object.assign(document.createElement('div'), { className: 'xrm-progress' }));
            shown.setAttribute('role', 'status');
            shown.textContent = message;
        },
        closeProgressIndicator() {
            shown?.remove();
            shown = null;
        },
    });
}

let notifications = 0;

/** @param {{ level: number, message: string }} notification */
async function addGlobalNotification(notification) {
    const id = `xrm-notification-${++notifications}`;
    await host('Notify', notification.message, LEVELS[notification.level] ?? 'INFO', id);
    return id;
}
