// Tries the client API in a page of jsdom. Argument: the folder of the scripts, as a file address.
import assert from 'node:assert/strict';
import { JSDOM } from 'jsdom';

const [folder] = process.argv.slice(2);
const globalContext = {
    getClientUrl: () => 'http://localhost:5000',
    userSettings: { userId: '{AAAAAAAA-0000-0000-0000-000000000001}', languageId: 1031 },
    organizationSettings: { uniqueName: 'local', languageId: 1033 },
};
const rowId = '11111111-2222-3333-4444-555555555555';

/** What the app was asked for, what it answers, and what was fetched. */
let calls = [];
let answer = null;
let fetched = [];
/** @type {Record<string, (init: RequestInit) => unknown>} */
let answers = {};

const page = new JSDOM('<!DOCTYPE html><html lang="de"><body><button id="before">x</button></body></html>', { url: 'http://localhost:5000/', runScripts: 'outside-only' });
for (const name of ['document', 'DOMParser', 'HTMLElement']) globalThis[name] = page.window[name];
globalThis.window = page.window;
Object.assign(page.window.HTMLDialogElement.prototype, {
    showModal() { this.open = true; },
    close() { this.open = false; this.dispatchEvent(new page.window.Event('close')); },
});
globalThis.fetch = page.window.fetch = async (address, init = {}) => {
    const path = decodeURIComponent(String(address).replace('http://localhost:5000', ''));
    fetched.push({ path, ...init });
    const key = Object.keys(answers).filter(one => path.startsWith(one)).sort((a, b) => b.length - a.length)[0];
    if (key === undefined) return new Response(JSON.stringify({ error: { code: '0x80060888', message: 'Nothing at ' + path } }), { status: 404 });
    const answer = answers[key](init);
    return answer instanceof Response ? answer : new Response(typeof answer === 'string' ? answer : JSON.stringify(answer));
};

page.window.GetGlobalContext = () => globalContext;
const { start, showForm, showGrid, runCommand } = await import(`${folder}/xrm.js`);
start({ invokeMethodAsync: async (method, ...values) => { calls.push([method, ...values]); return answer; } });
const { Xrm } = page.window;
const accounts = { "/api/data/v9.2/EntityDefinitions(LogicalName='account')": () => ({ EntitySetName: 'accounts', PrimaryIdAttribute: 'accountid' }) };

async function feature(name, body) {
    calls = [];
    answer = null;
    fetched = [];
    answers = { ...accounts };
    document.querySelectorAll('dialog').forEach(dialog => dialog.remove());
    await body();
    console.log(`ok ${name}`);
}

/** Lets what was promised go on. */
const settle = () => new Promise(resolve => setTimeout(resolve, 0));

await feature('a member that is not there says so by name', async () => {
    assert.throws(() => Xrm.Panel, /Xrm\.Panel is not part of this app/);
    assert.throws(() => Xrm.Navigation.openTaskFlow, /Xrm\.Navigation\.openTaskFlow is not part/);
    assert.equal(await Promise.resolve(Xrm.WebApi), Xrm.WebApi);
});

await feature('the global context is that of the page', async () => {
    assert.equal(Xrm.Utility.getGlobalContext(), globalContext);
});

await feature('a row is read with its annotations by the name of its table', async () => {
    answers[`/api/data/v9.2/accounts(${rowId})`] = () => ({ name: 'Nord' });
    const row = await Xrm.WebApi.retrieveRecord('account', `{${rowId.toUpperCase()}}`, '?$select=name');
    assert.equal(row.name, 'Nord');
    assert.match(fetched.at(-1).headers.Prefer, /include-annotations/);
    assert.equal(fetched.at(-1).credentials, 'same-origin');
});

await feature('many rows come in pages, and the link of the next page is followed as it is', async () => {
    answers['/api/data/v9.2/accounts?'] = () => ({ value: [{ name: 'A' }], '@odata.nextLink': 'http://localhost:5000/api/data/v9.2/accounts?$skiptoken=2' });
    const first = await Xrm.WebApi.retrieveMultipleRecords('account', '?$select=name', 1);
    assert.match(fetched.at(-1).headers.Prefer, /odata\.maxpagesize=1/);
    answers['/api/data/v9.2/accounts?$skiptoken=2'] = () => ({ value: [{ name: 'B' }] });
    const second = await Xrm.WebApi.retrieveMultipleRecords('account', first.nextLink, 1);
    assert.deepEqual([first.entities[0].name, second.entities[0].name, second.nextLink], ['A', 'B', undefined]);
});

await feature('a created row is told by its id', async () => {
    answers['/api/data/v9.2/accounts'] = () => new Response(null, { status: 204, headers: { 'OData-EntityId': `http://localhost:5000/api/data/v9.2/accounts(${rowId})` } });
    assert.deepEqual(await Xrm.WebApi.createRecord('account', { name: 'Neu' }), { entityType: 'account', id: rowId });
    assert.deepEqual(JSON.parse(fetched.at(-1).body), { name: 'Neu' });
});

await feature('changing a row never makes one', async () => {
    answers[`/api/data/v9.2/accounts(${rowId})`] = () => new Response(null, { status: 204 });
    await Xrm.WebApi.updateRecord('account', rowId, { name: 'Neu' });
    assert.equal(fetched.at(-1).headers['If-Match'], '*');
    await Xrm.WebApi.deleteRecord('account', rowId);
    assert.equal(fetched.at(-1).method, 'DELETE');
});

await feature('a refusal keeps message, code and status', async () => {
    answers[`/api/data/v9.2/accounts(${rowId})`] = () => new Response(JSON.stringify({ error: { code: '0x80040265', message: 'Contract V-1042 runs. [OFF-1101]' } }), { status: 400 });
    await assert.rejects(Xrm.WebApi.updateRecord('account', rowId, {}), error => error.message === 'Contract V-1042 runs. [OFF-1101]' && error.status === 400 && error.errorCode === (0x80040265 | 0));
});

await feature('a server that is gone is told in words', async () => {
    answers[`/api/data/v9.2/accounts(${rowId})`] = () => { throw new TypeError('Failed to fetch'); };
    await assert.rejects(Xrm.WebApi.deleteRecord('account', rowId), /The server does not answer \(Failed to fetch\)/);
});

await feature('an action and a bound action of the solution are called by their names', async () => {
    answers['/api/data/v9.2/'] = () => ({ Json: '{}' });
    Object.assign(answers, accounts);
    const preview = { AccountIds: [rowId], getMetadata: () => ({ boundParameter: null, operationType: 0, operationName: 'off_PreviewOffboarding', parameterTypes: { AccountIds: {} } }) };
    assert.equal((await Xrm.WebApi.online.execute(preview)).ok, true);
    assert.deepEqual([fetched.at(-1).path, JSON.parse(fetched.at(-1).body)], ['/api/data/v9.2/off_PreviewOffboarding', { AccountIds: [rowId] }]);
    const bound = { entity: { entityType: 'account', id: rowId }, getMetadata: () => ({ boundParameter: 'entity', operationType: 0, operationName: 'off_Start', parameterTypes: { entity: {} } }) };
    await Xrm.WebApi.execute(bound);
    assert.equal(fetched.at(-1).path, `/api/data/v9.2/accounts(${rowId})/Microsoft.Dynamics.CRM.off_Start`);
});

await feature('a function gets its parameters as aliases', async () => {
    answers['/api/data/v9.2/off_Tell'] = () => ({});
    await Xrm.WebApi.execute({ Name: "O'Neil", Count: 3, getMetadata: () => ({ boundParameter: null, operationType: 1, operationName: 'off_Tell', parameterTypes: { Name: {}, Count: {} } }) });
    assert.equal(fetched.at(-1).path, "/api/data/v9.2/off_Tell(Name=@p1,Count=@p2)?@p1='O''Neil'&@p2=3");
});

await feature('a web resource opens as a dialog, and closing it goes on', async () => {
    const closed = Xrm.Navigation.navigateTo({ pageType: 'webresource', webresourceName: 'off_/html/end-relationship.html', data: 'id=1&x' }, { target: 2, position: 1, width: { value: 60, unit: '%' }, title: 'Beziehung beenden' });
    const dialog = document.querySelector('dialog');
    const address = new URL(dialog.querySelector('iframe').src);
    assert.equal(address.pathname, '/WebResources/off_/html/end-relationship.html');
    assert.deepEqual([address.searchParams.get('data'), address.searchParams.get('userlcid')], ['id=1&x', '1031']);
    assert.equal(dialog.querySelector('h2').textContent, 'Beziehung beenden');
    assert.equal(dialog.style.getPropertyValue('--xrm-width'), '60%');
    assert.equal(dialog.querySelector('.xrm-close').getAttribute('aria-label'), 'Schließen');
    dialog.querySelector('.xrm-close').click();
    await closed;
    assert.equal(document.querySelector('dialog'), null);
});

await feature('a question begins at its harmless answer and tells which was given', async () => {
    document.getElementById('before').focus();
    const asked = Xrm.Navigation.openConfirmDialog({ title: 'Löschen', text: '214 Zeilen löschen?', confirmButtonLabel: '214 Zeilen löschen' });
    assert.equal(document.activeElement.textContent, 'Abbrechen');
    document.querySelector('.xrm-primary').click();
    assert.deepEqual(await asked, { confirmed: true });
    assert.equal(document.activeElement.id, 'before');
    const again = Xrm.Navigation.openConfirmDialog({ text: 'Wirklich?' });
    document.querySelector('dialog').close();
    assert.deepEqual(await again, { confirmed: false });
});

await feature('an error shows its message and code', async () => {
    const shown = Xrm.Navigation.openErrorDialog({ message: 'Geht nicht.', errorCode: 0x80040265 | 0, details: 'mehr' });
    const dialog = document.querySelector('dialog');
    assert.equal(dialog.getAttribute('role'), 'alertdialog');
    assert.equal(dialog.querySelector('.xrm-text').textContent, 'Geht nicht. [0x80040265]');
    assert.equal(dialog.querySelector('pre').textContent, 'mehr');
    dialog.close();
    await shown;
});

await feature('rows and lists are pages of the app', async () => {
    await Xrm.Navigation.navigateTo({ pageType: 'entityrecord', entityName: 'off_contract', entityId: `{${rowId.toUpperCase()}}` });
    await Xrm.Navigation.navigateTo({ pageType: 'entitylist', entityName: 'account', viewId: rowId });
    await Xrm.Navigation.openForm({ entityName: 'task' }, { subject: 'Anruf' });
    assert.deepEqual(calls, [['Navigate', `/record/off_contract/${rowId}`], ['Navigate', `/list/account?view=${rowId}`], ['Navigate', '/new/task?subject=Anruf']]);
    await assert.rejects(Xrm.Navigation.navigateTo({ pageType: 'custom' }), /pages of type custom/);
});

await feature('a new row opens as a dialog with what is known of it', async () => {
    const closed = Xrm.Navigation.navigateTo({ pageType: 'entityrecord', entityName: 'off_legalhold', data: { off_accountid: [{ id: rowId, name: 'Nord', entityType: 'account' }] } }, { target: 2 });
    const address = new URL(document.querySelector('dialog iframe').src);
    assert.deepEqual([address.pathname, address.search], ['/new/off_legalhold', `?off_accountid=${rowId}&dialog=1`]);
    document.querySelector('dialog').close();
    await closed;
});

await feature('a note for the whole app can be taken away again', async () => {
    const id = await Xrm.App.addGlobalNotification({ type: 2, level: 3, message: 'Bald fällig' });
    Xrm.App.clearGlobalNotification(id);
    assert.deepEqual(calls, [['Notify', 'Bald fällig', 'WARNING', id], ['ClearNotification', id]]);
});

/** What the server has of a library: its dependencies and their texts. */
function offerTexts() {
    answers['/api/data/v9.2/EntityDefinitions(LogicalName=\'webresource\')'] = () => ({ EntitySetName: 'webresourceset', PrimaryIdAttribute: 'webresourceid' });
    answers['/api/data/v9.2/webresourceset'] = () => ({ value: [{ dependencyxml: '<Dependencies><Dependency componentType="WebResource"><Library name="off_/strings/off.1033.resx" /></Dependency></Dependencies>' }] });
    answers['/WebResources/off_/strings/off.1031.resx'] = () => '<root><data name="End"><value>Beziehung beenden</value></data></root>';
    answers['/WebResources/off_/strings/off.1033.resx'] = () => '<root><data name="End"><value>End relationship</value></data><data name="Only"><value>English only</value></data></root>';
}

/** jsdom fetches no scripts here: runs the one that is put into the page. */
async function runScript(script) {
    for (let i = 0; i < 20; i++) {
        await settle();
        const waiting = document.head.querySelector('script:not([data-ran])');
        if (!waiting) continue;
        waiting.setAttribute('data-ran', '');
        if (script === null) waiting.dispatchEvent(new page.window.Event('error'));
        else {
            page.window.eval(script);
            waiting.dispatchEvent(new page.window.Event('load'));
        }

        return;
    }

    assert.fail('No script was put into the page.');
}

const form = () => ({
    entityName: 'account', id: rowId, isNew: false, isDirty: false, name: 'Nord', formId: null, language: 1031,
    attributes: [{ name: 'name', label: 'Name', type: 'string', value: 'Nord', formatted: 'Nord', required: true }],
});

const call = (functionName, parameters = [], libraries = ['off_/js/a.js']) => ({ libraries, function: functionName, parameters });
const passed = value => ({ kind: 'Crm', value });

await feature('a command gets the form, waits, and reads its texts in the language of the user', async () => {
    showForm(form());
    offerTexts();
    const ran = runCommand(call('Probe.run', [passed('PrimaryControl'), { kind: 'Int', value: '7' }]));
    await runScript(`window.Probe = { async run(form, seven) {
        await null;
        window.seen = [form.data.entity.getId(), form.data.entity.getEntityName(), form.getAttribute('name').getValue(), form.getAttribute('none'), seven,
            Xrm.Utility.getResourceString('off_/strings/off', 'End'), Xrm.Utility.getResourceString('off_/strings/off', 'Only'), Xrm.Utility.getResourceString('off_/strings/off', 'None')];
        form.getAttribute('name').setValue('Süd');
        window.seen.push(form.data.entity.getIsDirty());
        form.ui.setFormNotification('Gespeichert', 'INFO', 'saved');
        await form.data.refresh(true);
    } };`);
    assert.equal(await ran, null);
    assert.deepEqual([...page.window.seen], [`{${rowId.toUpperCase()}}`, 'account', 'Nord', null, 7, 'Beziehung beenden', 'English only', null, true]);
    assert.deepEqual(calls, [['SetValue', 'name', 'Süd'], ['Notify', 'Gespeichert', 'INFO', 'saved'], ['Save'], ['Refresh']]);
});

await feature('what keeps a form from being saved ends the command', async () => {
    answer = 'Der Name fehlt.';
    page.window.Probe.run = form => form.data.save();
    assert.equal(await runCommand(call('Probe.run', [passed('PrimaryControl')])), 'Der Name fehlt.');
});

await feature('a value is set as the column takes it', async () => {
    const values = [true, null, new Date(Date.UTC(2026, 2, 31)), [{ id: `{${rowId.toUpperCase()}}`, entityType: 'contact', name: 'Ada' }], [], 42];
    page.window.Probe.run = form => values.forEach(value => form.getAttribute('name').setValue(value));
    await runCommand(call('Probe.run', [passed('PrimaryControl')]));
    assert.deepEqual(calls.map(([, , value]) => value), ['1', null, '2026-03-31T00:00:00.000Z', `contact:${rowId}:Ada`, null, '42']);
});

await feature('a library is loaded once', async () => {
    page.window.Probe.run = () => { page.window.again = true; };
    assert.equal(await runCommand(call('Probe.run')), null);
    assert.equal(page.window.again, true);
    assert.deepEqual(fetched, []);
});

await feature('a command of a list gets what is selected', async () => {
    showForm(null);
    showGrid({ entityName: 'account', viewId: null, selectedIds: [rowId], rows: [{ id: rowId, name: 'Nord' }] });
    page.window.Probe.run = (ids, grid) => { page.window.seen = [ids, grid.getGrid().getSelectedRows().getLength(), grid.getGrid().getSelectedRows().get(0).getData().getEntity().getPrimaryAttributeValue()]; return grid.refresh(); };
    await runCommand(call('Probe.run', [passed('SelectedControlSelectedItemIds'), passed('SelectedControl')]));
    assert.deepEqual([...page.window.seen], [[rowId], 1, 'Nord']);
    assert.deepEqual(calls, [['Refresh']]);
});

await feature('a script that throws, a function or a library that is missing: the user reads which', async () => {
    page.window.Probe.run = () => { throw new Error('Kaputt.'); };
    assert.equal(await runCommand(call('Probe.run')), 'Kaputt.');
    assert.match(await runCommand(call('Probe.none')), /The function Probe\.none is not in the script/);
    assert.match(await runCommand(call('Probe.run', [passed('CommandProperties')])), /asks for CommandProperties/);
    offerTexts();
    const missing = runCommand(call('Probe.run', [], ['off_/js/none.js']));
    await runScript(null);
    assert.match(await missing, /off_\/js\/none\.js is not in the solution/);
});
