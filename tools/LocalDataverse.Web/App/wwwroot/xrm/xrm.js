import { createDialogs } from './dialogs.js';
import { createScripts } from './scripts.js';
import { createWebApi } from './webApi.js';
import { formContext, gridContext } from './pages.js';
import { collection, strict } from './strict.js';

/**
 * The client API of a model-driven app, as small as the solution's own scripts need it and as faithful as Microsoft's reference
 * (learn.microsoft.com, Client API reference): what is not here says so by name.
 *
 * The app calls `start` once for a signed-in user and `runCommand` for a button. What only the app can do it is asked for by the
 * name of a method: OpenRecord, OpenList, SaveForm, RefreshForm, CloseForm, RefreshGrid, RefreshCommands, SetFormValue,
 * SetFormNotification, ClearFormNotification, AddNotification, ClearNotification.
 */

/**
 * @typedef {{ clientUrl: string, userId: string, userName: string, languageId: number, orgLanguageId: number, orgName: string, appName: string, roles: { id: string, name: string }[] }} Session
 * @typedef {{ kind: 'PrimaryControl' | 'SelectedControl' | 'SelectedControlSelectedItemIds' | 'FirstSelectedItemId' | 'PrimaryItemIds' | 'SelectedEntityTypeName' | 'PrimaryEntityTypeName' | 'UserLcid' | 'Value', value?: unknown }} Parameter
 * @typedef {{ library: string, functionName: string, parameters: Parameter[] }} Action
 * @typedef {{ form?: import('./pages.js').FormPage, grid?: import('./pages.js').GridPage }} Page
 */

/** @type {ReturnType<typeof createScripts>} */
let scripts;
/** @type {import('./pages.js').Host} */
let host;
/** @type {Session} */
let session;

/**
 * Puts `Xrm` and `GetGlobalContext` into the page.
 * @param {{ invokeMethodAsync: (method: string, ...values: unknown[]) => Promise<any> }} app
 * @param {Session} signedIn
 */
export function start(app, signedIn) {
    session = signedIn;
    host = (method, ...values) => app.invokeMethodAsync(method, ...values);
    const webApi = createWebApi(session.clientUrl);
    const dialogs = createDialogs(session.languageId);
    scripts = createScripts(session.clientUrl, [...new Set([session.languageId, session.orgLanguageId])], dependenciesOf);
    const context = globalContext(session);

    Object.assign(window, {
        GetGlobalContext: () => context,
        Xrm: strict('Xrm', {
            Navigation: navigation(dialogs),
            Utility: utility(context),
            WebApi: webApi,
            App: strict('Xrm.App', {
                addGlobalNotification: (/** @type {object} */ notification) => host('AddNotification', notification),
                clearGlobalNotification: (/** @type {string} */ id) => host('ClearNotification', id),
            }),
        }),
    });

    async function dependenciesOf(/** @type {string} */ name) {
        const found = await webApi.retrieveMultipleRecords('webresource', `?$select=dependencyxml&$filter=name eq '${name}'`);
        return found.entities.length ? found.entities[0].dependencyxml ?? null : null;
    }
}

/**
 * Runs the actions of a command one after the other and waits for what they promise.
 * @param {Action[]} actions
 * @param {Page} page where it was pressed
 * @returns {Promise<{ error: string | null }>} what went wrong, for the user
 */
export async function runCommand(actions, page) {
    try {
        for (const action of actions) {
            await scripts.load(action.library);
            await scripts.functionAt(action.functionName)(...action.parameters.map(parameter => valueOf(parameter, page)));
        }

        return { error: null };
    } catch (thrown) {
        return { error: thrown instanceof Error ? thrown.message : String(thrown) };
    }
}

/** @param {Parameter} parameter @param {Page} page @returns {unknown} */
function valueOf(parameter, page) {
    const { form, grid } = page;
    switch (parameter.kind) {
        case 'PrimaryControl': return form ? formContext(form, host) : grid ? gridContext(grid, host) : null;
        case 'SelectedControl': return grid ? gridContext(grid, host) : form ? formContext(form, host) : null;
        case 'SelectedControlSelectedItemIds': return grid ? grid.selected.map(row => row.id) : [];
        case 'FirstSelectedItemId': return grid && grid.selected.length ? grid.selected[0].id : null;
        case 'PrimaryItemIds': return form && form.entityId ? [form.entityId] : [];
        case 'SelectedEntityTypeName': return (grid ?? form)?.entityName ?? null;
        case 'PrimaryEntityTypeName': return (form ?? grid)?.entityName ?? null;
        case 'UserLcid': return session.languageId;
        case 'Value': return parameter.value;
        default: throw new Error(`The command asks for ${parameter.kind}, which this app does not know.`);
    }
}

/** @param {ReturnType<typeof createDialogs>} dialogs */
function navigation(dialogs) {
    return strict('Xrm.Navigation', {
        /** @param {any} page @param {any} [options] */
        async navigateTo(page, options = {}) {
            switch (page.pageType) {
                case 'webresource': {
                    const query = new URLSearchParams({ orgname: session.orgName, userlcid: String(session.languageId), orglcid: String(session.orgLanguageId) });
                    if (page.data !== undefined) query.set('data', page.data);
                    const address = `${scripts.addressOf(page.webresourceName)}?${query}`;
                    if (options.target === 2) return dialogs.webResource(address, options);
                    window.location.assign(address);
                    return undefined;
                }
                case 'entityrecord': return host('OpenRecord', page.entityName, page.entityId ?? null, page.formId ?? null, options.target === 2, page.data ?? null);
                case 'entitylist': return host('OpenList', page.entityName, page.viewId ?? null);
                default: throw new Error(`Xrm.Navigation.navigateTo: pages of type ${page.pageType} are not part of this app.`);
            }
        },
        openForm: (/** @type {any} */ options, /** @type {object} */ values) => host('OpenRecord', options.entityName, options.entityId ?? null, options.formId ?? null, false, values ?? null),
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
}

/** @param {ReturnType<typeof globalContext>} context */
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

/** @param {Session} signedIn */
function globalContext(signedIn) {
    const roles = collection(signedIn.roles, role => role.id);
    return strict('globalContext', {
        getClientUrl: () => signedIn.clientUrl,
        getCurrentAppName: () => Promise.resolve(signedIn.appName),
        getVersion: () => '9.2.0.0',
        getWebResourceUrl: (/** @type {string} */ name) => scripts.addressOf(name),
        isOnPremises: () => false,
        client: strict('globalContext.client', { getClient: () => 'Web', getClientState: () => 'Online', getFormFactor: () => 1, isOffline: () => false }),
        organizationSettings: strict('globalContext.organizationSettings', { uniqueName: signedIn.orgName, languageId: signedIn.orgLanguageId }),
        userSettings: strict('globalContext.userSettings', {
            userId: `{${signedIn.userId.toUpperCase()}}`,
            userName: signedIn.userName,
            languageId: signedIn.languageId,
            roles,
            securityRoles: signedIn.roles.map(role => role.id),
        }),
    });
}
