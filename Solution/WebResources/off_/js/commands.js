/**
 * The commands of the bars. A command asks what it needs, calls one Custom API or opens one page, and reads the form again. What may be done is decided by the
 * server; a rule of the ribbon only hides what can never be done here.
 */

/**
 * A form as the ribbon passes it (PrimaryControl).
 * @typedef {Xrm.FormContext} Form
 */

// eslint-disable-next-line no-var -- one name for all files of the product, whichever of them the platform loads first
var Offboarding = Offboarding || {};

Offboarding.Commands = (function () {
    "use strict";

    const Strings = "off_/strings/off";
    const Wide = { value: 60, unit: /** @type {"%"} */ ("%") };
    const Tall = { value: 85, unit: /** @type {"%"} */ ("%") };

    /**
     * A text in the user's language; its key where the file is missing, so that the gap shows.
     * @param {string} key
     * @param {Record<string, string>} [values]
     */
    function text(key, values) {
        const pattern = Xrm.Utility.getResourceString(Strings, key) || key;
        return pattern.replace(/\{(\w+)\}/g, function (whole, name) { return values && values[name] !== undefined ? values[name] : whole; });
    }

    /** @param {string} id */
    function plainId(id) {
        return id.replace(/[{}]/g, "").toLowerCase();
    }

    /** @param {Form} form */
    function idOf(form) {
        return plainId(form.data.entity.getId());
    }

    /**
     * Opens one of our pages as a dialog; resolves when it is closed.
     * @param {string} page
     * @param {Record<string, string>} values
     * @param {string} title
     */
    function dialog(page, values, title) {
        const data = encodeURIComponent(new URLSearchParams(values).toString());
        return Xrm.Navigation.navigateTo({ pageType: "webresource", webresourceName: "off_/html/" + page + ".html", data: data }, { target: 2, position: 1, width: Wide, height: Tall, title: title });
    }

    /**
     * Shows what was refused, with the sentence of the server.
     * @param {{ message?: string, errorCode?: number }} failure
     */
    function showFailure(failure) {
        return Xrm.Navigation.openErrorDialog({ message: failure.message || text("Failed"), errorCode: failure.errorCode });
    }

    /**
     * Runs an action with the wheel of progress, and shows what was refused.
     * @template T
     * @param {() => PromiseLike<T>} act
     * @returns {Promise<T|null>} Null: it was refused.
     */
    async function working(act) {
        Xrm.Utility.showProgressIndicator(text("Working"));
        try {
            return await act();
        } catch (failure) {
            Xrm.Utility.closeProgressIndicator();
            await showFailure(/** @type {{ message?: string }} */ (failure));
            return null;
        } finally {
            Xrm.Utility.closeProgressIndicator();
        }
    }

    /**
     * Calls a Custom API that is bound to a row, and answers its output.
     * @param {string} name
     * @param {string} table
     * @param {string} id
     * @param {Record<string, [unknown, string]>} [parameters] Value and type as Edm.String; undefined values are left out.
     * @returns {Promise<any>}
     */
    async function execute(name, table, id, parameters) {
        /** @type {Record<string, unknown>} */
        const request = { entity: { entityType: table, id: id } };
        /** @type {Record<string, { typeName: string, structuralProperty: number }>} */
        const types = { entity: { typeName: "mscrm." + table, structuralProperty: 5 } };
        Object.keys(parameters || {}).forEach(function (key) {
            const given = /** @type {Record<string, [unknown, string]>} */ (parameters)[key];
            if (given[0] === undefined) { return; }
            request[key] = given[0];
            types[key] = { typeName: given[1], structuralProperty: 1 };
        });
        request.getMetadata = function () { return { boundParameter: "entity", parameterTypes: types, operationType: 0, operationName: name }; };
        const answer = await Xrm.WebApi.online.execute(request);
        return answer.json();
    }

    /**
     * Saves what was typed, so that the command judges what the user sees.
     * @param {Form} form
     */
    async function saved(form) {
        if (form.data.entity.getIsDirty()) { await form.data.save(); }
    }

    /**
     * Calls an operation of the record of a form, reads the form again and tells the report.
     * @param {Form} form
     * @param {string} name
     * @param {Record<string, [unknown, string]>} [parameters]
     */
    async function onForm(form, name, parameters) {
        const answer = await working(async function () {
            await saved(form);
            return execute(name, form.data.entity.getEntityName(), idOf(form), parameters);
        });
        if (answer === null) { return; }
        await form.data.refresh(false);
        tell(form, answer.Report);
    }

    /**
     * A note at the head of the form that leaves by itself.
     * @param {Form} form
     * @param {string} message
     */
    function tell(form, message) {
        if (!message) { return; }
        form.ui.setFormNotification(message, "INFO", "off_report");
        window.setTimeout(function () { form.ui.clearFormNotification("off_report"); }, 15000);
    }

    /**
     * Asks before something that cannot be taken back.
     * @param {string} key Of title, text and button: key + "Title", "Text", "Button".
     */
    async function agreed(key) {
        const answer = await Xrm.Navigation.openConfirmDialog({ title: text(key + "Title"), text: text(key + "Text"), confirmButtonLabel: text(key + "Button"), cancelButtonLabel: text("Cancel") });
        return answer.confirmed;
    }

    /**
     * The open case of an account; null: none.
     * @param {string} account
     * @returns {Promise<string|null>}
     */
    async function openCaseOf(account) {
        const found = await Xrm.WebApi.retrieveMultipleRecords("off_offboardingcase", "?$select=off_offboardingcaseid&$filter=_off_accountid_value eq " + account + " and statecode eq 0&$top=1");
        return found.entities.length > 0 ? found.entities[0].off_offboardingcaseid : null;
    }

    /** @param {string} id */
    function showCase(id) {
        return Xrm.Navigation.navigateTo({ pageType: "entityrecord", entityName: "off_offboardingcase", entityId: id });
    }

    /**
     * End relationship: the dialog, or the case that is open already.
     * @param {string} account
     * @param {() => Promise<unknown>} reread
     */
    async function end(account, reread) {
        const open = await working(function () { return openCaseOf(account); });
        if (open) { await showCase(open); return; }

        await dialog("end-relationship", { id: account }, text("EndTitle"));
        const started = await working(function () { return openCaseOf(account); });
        if (started) { await showCase(started); } else { await reread(); }
    }

    /**
     * What ending would mean: the panel of the account in a dialog.
     * @param {string} account
     */
    function check(account) {
        return dialog("account-panel", { id: account }, text("CheckTitle"));
    }

    /**
     * A new hold with the account filled in; the platform's form asks for the rest.
     * @param {string} account
     * @param {string} name Blank: not known here.
     */
    function hold(account, name) {
        return Xrm.Navigation.navigateTo({
            pageType: "entityrecord", entityName: "off_legalhold",
            data: { off_accountid: [{ id: account, name: name, entityType: "account" }] }
        }, { target: 2, position: 1, width: Wide, height: Tall });
    }

    /** @param {Form} form */
    async function endFromForm(form) {
        await working(function () { return saved(form); });
        await end(idOf(form), async function () { await form.data.refresh(false); });
    }

    /**
     * @param {string[]} ids
     * @param {Xrm.Controls.GridControl} grid
     */
    async function endFromGrid(ids, grid) {
        await end(plainId(ids[0]), async function () { grid.refresh(); });
    }

    /** @param {Form} form */
    function checkFromForm(form) {
        return check(idOf(form));
    }

    /** @param {string[]} ids */
    function checkFromGrid(ids) {
        return check(plainId(ids[0]));
    }

    /** @param {Form} form */
    async function holdFromForm(form) {
        await hold(idOf(form), form.data.entity.getPrimaryAttributeValue());
        await form.data.refresh(false);
    }

    /**
     * @param {string[]} ids
     * @param {Xrm.Controls.GridControl} grid
     */
    async function holdFromGrid(ids, grid) {
        const account = plainId(ids[0]);
        const row = await working(function () { return Xrm.WebApi.retrieveRecord("account", account, "?$select=name"); });
        if (row === null) { return; }
        await hold(account, row.name);
        grid.refresh();
    }

    /** @param {Form} form */
    async function makePack(form) {
        await working(function () { return saved(form); });
        await dialog("conversation-pack", { id: idOf(form), make: "1" }, text("PackTitle"));
        await form.data.refresh(false);
    }

    /**
     * The notice is what the fields of the case say: form, by whom, sent and received.
     * @param {Form} form
     */
    async function recordNotice(form) {
        if (!await agreed("Notice")) { return; }
        await onForm(form, "off_RecordNotice");
    }

    /** @param {Form} form */
    async function releaseLetter(form) {
        await working(function () { return saved(form); });
        await dialog("letter-preview", { id: idOf(form), typename: form.data.entity.getEntityName() }, text("LetterTitle"));
        await form.data.refresh(false);
    }

    /** @param {Form} form */
    async function moveEndDate(form) {
        await working(function () { return saved(form); });
        await dialog("next-step", { id: idOf(form), act: "move" }, text("MoveTitle"));
        await form.data.refresh(false);
    }

    /** @param {Form} form */
    async function complete(form) {
        if (!await agreed("Complete")) { return; }
        await onForm(form, "off_CompleteOffboarding");
    }

    /** @param {Form} form */
    async function returnToActive(form) {
        await working(function () { return saved(form); });
        await dialog("next-step", { id: idOf(form), act: "return" }, text("ReturnTitle"));
        await form.data.refresh(false);
    }

    /**
     * The plan viewer; approving and rejecting are its last step, because the count that is approved must be seen.
     * @param {Form} form
     * @param {string} act
     */
    async function plan(form, act) {
        await dialog("plan-viewer", { id: idOf(form), act: act }, text("PlanTitle"));
        await form.data.refresh(false);
    }

    /** @param {Form} form */
    function viewPlan(form) {
        return plan(form, "view");
    }

    /** @param {Form} form */
    function approvePlan(form) {
        return plan(form, "approve");
    }

    /** @param {Form} form */
    function rejectPlan(form) {
        return plan(form, "reject");
    }

    /**
     * Makes the plan of the same job anew from the rows as they are now.
     * @param {Form} form
     */
    async function recheckPlan(form) {
        const answer = await working(async function () {
            const row = await Xrm.WebApi.retrieveRecord("off_erasureplan", idOf(form), "?$select=_off_jobid_value");
            return execute("off_PlanErasure", "off_erasurejob", row._off_jobid_value);
        });
        if (answer === null) { return; }
        if (plainId(answer.PlanId) === idOf(form)) { await form.data.refresh(false); return; }
        await Xrm.Navigation.navigateTo({ pageType: "entityrecord", entityName: "off_erasureplan", entityId: answer.PlanId });
    }

    /** The user's today as the server takes it. */
    function today() {
        const now = new Date();
        return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (part) { return String(part).padStart(2, "0"); }).join("-");
    }

    /**
     * Releases a hold: today is its last day. The reason is a column of the form, which the server demands.
     * @param {Form} form
     */
    async function releaseHold(form) {
        if (!await agreed("Release")) { return; }
        const done = await working(async function () {
            await saved(form);
            return Xrm.WebApi.updateRecord("off_legalhold", idOf(form), { off_until: today() });
        });
        if (done !== null) { await form.data.refresh(false); }
    }

    /** Saves the evidence as a file, part by part. */
    async function exportEvidence() {
        const parts = await working(async function () {
            /** @type {string[]} */
            const all = [];
            let token;
            do {
                const answer = await unbound("off_ExportEvidence", token);
                all.push(answer.Part);
                token = answer.More ? answer.Token : undefined;
            } while (token);
            return all;
        });
        if (parts === null) { return; }
        const bytes = new TextEncoder().encode(parts.join(""));
        const content = btoa(Array.from(bytes, function (byte) { return String.fromCharCode(byte); }).join(""));
        Xrm.Navigation.openFile({ fileContent: content, fileName: text("EvidenceFile") + ".csv", fileSize: bytes.length, mimeType: "text/csv" });
    }

    /**
     * A step of a loop.
     * @param {string} name
     * @param {string|undefined} token
     */
    async function unbound(name, token) {
        /** @type {Record<string, unknown>} */
        const request = {};
        /** @type {Record<string, { typeName: string, structuralProperty: number }>} */
        const types = {};
        if (token !== undefined) { request.Token = token; types.Token = { typeName: "Edm.String", structuralProperty: 1 }; }
        request.getMetadata = function () { return { boundParameter: null, parameterTypes: types, operationType: 0, operationName: name }; };
        const answer = await Xrm.WebApi.online.execute(request);
        return answer.json();
    }

    function healthCheck() {
        return dialog("health-check", {}, text("HealthTitle"));
    }

    return {
        approvePlan: approvePlan, checkFromForm: checkFromForm, checkFromGrid: checkFromGrid, complete: complete, endFromForm: endFromForm, endFromGrid: endFromGrid,
        exportEvidence: exportEvidence, healthCheck: healthCheck, holdFromForm: holdFromForm, holdFromGrid: holdFromGrid, makePack: makePack, moveEndDate: moveEndDate,
        recheckPlan: recheckPlan, recordNotice: recordNotice, rejectPlan: rejectPlan, releaseHold: releaseHold, releaseLetter: releaseLetter, returnToActive: returnToActive,
        viewPlan: viewPlan
    };
}());
