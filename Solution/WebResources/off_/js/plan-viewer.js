/**
 * The plan of an erasure, for whoever approves it: what is deleted, masked and kept, in numbers and without a value of a person. One request on opening, one to decide.
 */

/**
 * @typedef {{ change: { table: string, method: string, rows: number, columns: number }[], keep: { table: string, class: string, rule: string, until?: string, ground: string, rows: number }[], undecided: { column: string }[] }} Summary
 */

(function () {
    "use strict";

    const page = Offboarding.Page;
    const make = page.make;
    const say = page.texts({
        heading: ["Erasure plan", "Löschplan"],
        headingOf: ["Erasure plan {number}", "Löschplan {number}"],
        account: ["Account", "Firma"],
        job: ["Erasure job", "Löschauftrag"],
        planned: ["Planned", "Geplant"],
        plannedBy: ["{day} by {who}", "{day} von {who}"],
        approvedBy: ["Approved by {who}, {when}", "Freigegeben von {who}, {when}"],
        reason: ["Reason", "Begründung"],
        waiting: ["Waiting for approval", "Wartet auf Freigabe"],
        change: ["What is erased or masked", "Was gelöscht oder anonymisiert wird"],
        keep: ["What stays, and why", "Was bleibt, und warum"],
        table: ["Table", "Tabelle"],
        method: ["What happens", "Was geschieht"],
        rows: ["Rows", "Zeilen"],
        columns: ["Values", "Werte"],
        recordClass: ["Record class", "Datenart"],
        ground: ["Ground", "Grund"],
        until: ["Until", "Bis"],
        open: ["open", "offen"],
        nothingKept: ["Nothing is kept.", "Nichts bleibt."],
        nothingChanged: ["Nothing is erased or masked.", "Nichts wird gelöscht oder anonymisiert."],
        undecided: ["Undecided columns", "Unentschiedene Spalten"],
        undecidedText: ["The erasure map says nothing about these columns. Nothing is erased there until it does: {columns}", "Die Löschkarte sagt nichts zu diesen Spalten. Dort wird nichts gelöscht, bis sie es tut: {columns}"],
        preview: ["Preview with masked values", "Vorschau mit verdeckten Werten"],
        previewText: ["The first rows of the plan. Values are never shown here.", "Die ersten Zeilen des Plans. Werte werden hier nie gezeigt."],
        decide: ["Decide", "Entscheiden"],
        count: ["Number of rows that are changed or deleted", "Anzahl der Zeilen, die geändert oder gelöscht werden"],
        countHelp: ["Type the number that the plan shows. The approval signs the plan as you see it; if anything changes before it is carried out, it becomes void.", "Bitte die Zahl eintippen, die der Plan zeigt. Die Freigabe gilt dem Plan, wie er hier steht; ändert sich etwas, bevor er ausgeführt wird, wird er hinfällig."],
        approve: ["Approve erasure of {n} rows of {account}", "Löschung von {n} Zeilen von {account} freigeben"],
        countWrong: ["That is not the number of the plan.", "Das ist nicht die Zahl des Plans."],
        reject: ["Reject", "Ablehnen"],
        rejectReason: ["Why it is rejected", "Weshalb abgelehnt wird"],
        rejectHelp: ["The reason stays with the plan; the job waits for a new one.", "Die Begründung bleibt beim Plan; der Auftrag wartet auf einen neuen."],
        rejectMissing: ["Say why.", "Bitte sagen, warum."],
        approved: ["The plan is approved.", "Der Plan ist freigegeben."],
        rejected: ["The plan is rejected.", "Der Plan ist abgelehnt."],
        close: ["Close", "Schließen"],
        total: ["{n} rows are changed or deleted, {kept} stay.", "{n} Zeilen werden geändert oder gelöscht, {kept} bleiben."],
        methodDelete: ["row is deleted", "Zeile wird gelöscht"],
        methodNull: ["emptied", "geleert"],
        methodText: ["replaced by a fixed text", "durch festen Text ersetzt"],
        methodToken: ["replaced by a token", "durch Kennzeichen ersetzt"],
        methodDetach: ["detached", "Verweis gelöst"],
        methodPostcode: ["shortened to two characters", "auf zwei Stellen gekürzt"],
        methodParty: ["parties written anew", "Beteiligte neu geschrieben"]
    });
    const Methods = { delete_row: "methodDelete", delete: "methodDelete", null: "methodNull", text: "methodText", token: "methodToken", detach: "methodDetach", postcode2: "methodPostcode", rewrite_party: "methodParty" };
    /** Tables by their names for people. @type {Record<string, [string, string]>} */
    const Tables = {
        account: ["Accounts", "Firmen"], contact: ["Contacts", "Kontakte"], lead: ["Leads", "Leads"], opportunity: ["Opportunities", "Verkaufschancen"], quote: ["Quotes", "Angebote"], salesorder: ["Orders", "Aufträge"],
        invoice: ["Invoices", "Rechnungen"], incident: ["Service cases", "Serviceanfragen"], email: ["E-mails", "E-Mails"], letter: ["Letters", "Briefe"], phonecall: ["Phone calls", "Telefonate"], task: ["Tasks", "Aufgaben"],
        appointment: ["Appointments", "Termine"], annotation: ["Notes", "Notizen"], off_contract: ["Contracts", "Verträge"], off_offboardingcase: ["Offboarding cases", "Offboarding-Fälle"], off_letter: ["Offboarding letters", "Offboarding-Schreiben"],
        off_feedback: ["Feedback", "Rückmeldungen"], off_casedocument: ["Case documents", "Falldokumente"], off_consent: ["Consents", "Einwilligungen"]
    };
    const Waiting = 727000000;
    const PreviewedRows = 20;
    const name = page.texts(Tables);
    const content = page.part("content");
    const values = page.opened();

    page.begin(say("heading"));
    if (values.id) { load(); } else { page.fill(content, page.problem(say("noRecord"), null)); }

    function load() {
        const columns = "off_name,off_approval,off_approvedon,_off_approvedbyid_value,off_erasecount,off_pseudonymizecount,off_keepcount,off_hash,off_plannedon,_off_plannedbyid_value,_off_accountid_value,_off_jobid_value,off_reason,off_summary";
        return page.open({
            place: content,
            load: function () { return page.get("off_erasureplans(" + values.id + ")?$select=" + columns + "&$expand=off_erasureplan_erasureplanpart($select=off_number,off_content;$filter=off_number eq 2)"); },
            show: show,
            role: "Offboarding Data Protection Officer"
        });
    }

    /** @param {Row} plan */
    function show(plan) {
        const summary = /** @type {Summary} */ (JSON.parse(plan.off_summary || "{\"change\":[],\"keep\":[],\"undecided\":[]}"));
        const count = (plan.off_erasecount || 0) + (plan.off_pseudonymizecount || 0);
        page.part("heading").textContent = say("headingOf", { number: plan.off_name });
        page.fill(content,
            head(plan, count),
            summary.undecided.length ? make("div", { class: "message warn" }, [page.state("warn", say("undecided")), make("p", { text: say("undecidedText", { columns: summary.undecided.map(function (one) { return one.column; }).join(", ") }) })]) : null,
            make("section", { class: "card" }, [summary.change.length
                ? page.grid(say("change"), [say("table"), say("method"), say("rows"), say("columns")], summary.change.map(function (one) { return [name(one.table), method(one.method), page.number(one.rows), page.number(one.columns)]; }), [2, 3])
                : make("p", { text: say("nothingChanged") })]),
            make("section", { class: "card" }, [summary.keep.length
                ? page.grid(say("keep"), [say("table"), say("recordClass"), say("ground"), say("until"), say("rows")], summary.keep.map(function (one) {
                    return [name(one.table), one.class, one.ground + (one.rule ? " (" + one.rule + ")" : ""), one.until ? page.date(one.until, true) : say("open"), page.number(one.rows)];
                }), [4])
                : make("p", { text: say("nothingKept") })]),
            preview(plan),
            plan.off_approval === Waiting ? decision(plan, count) : make("div", { class: "buttons" }, [page.button(say("close"), page.leave)]));
        if (values.act === "approve" && plan.off_approval === Waiting) { page.part("count").focus(); }
        if (values.act === "reject" && plan.off_approval === Waiting) { page.part("why").focus(); }
    }

    /**
     * @param {Row} plan
     * @param {number} count
     */
    function head(plan, count) {
        const kinds = /** @type {Record<number, string>} */ ({ 727000000: "warn", 727000001: "good", 727000002: "bad", 727000003: "plain", 727000004: "good" });
        return make("div", { class: "verdict " + kinds[plan.off_approval] }, [
            page.state(kinds[plan.off_approval] || "plain", plan.off_approval === Waiting ? say("waiting") : page.shown(plan, "off_approval")),
            make("p", { class: "strong", text: say("total", { n: page.number(count), kept: page.number(plan.off_keepcount || 0) }) }),
            make("dl", {}, [
                page.pair(say("account"), page.shown(plan, "_off_accountid_value")),
                page.pair(say("job"), page.shown(plan, "_off_jobid_value")),
                page.pair(say("planned"), say("plannedBy", { day: page.date(plan.off_plannedon, true), who: page.shown(plan, "_off_plannedbyid_value") || "–" }))
            ]),
            plan.off_approvedon ? make("p", { text: say("approvedBy", { who: page.shown(plan, "_off_approvedbyid_value"), when: page.instant(plan.off_approvedon) }) }) : null,
            plan.off_reason ? make("p", { text: say("reason") + ": " + plan.off_reason }) : null
        ]);
    }

    /** @param {string} code */
    function method(code) {
        return say(/** @type {Record<string, string>} */ (Methods)[code] || code);
    }

    /**
     * The first rows with what happens to their columns, out of the first part that is work: lines of cells separated by tabs.
     * @param {Row} plan
     */
    function preview(plan) {
        const parts = plan.off_erasureplan_erasureplanpart || [];
        if (parts.length === 0) { return null; }
        const lines = String(parts[0].off_content || "").split("\n").map(function (line) { return line.split("\t"); });
        const rows = lines.filter(function (cells) { return cells[0] === "row"; }).slice(0, PreviewedRows);
        return make("details", { class: "card" }, [
            make("summary", { text: say("preview") }),
            make("p", { class: "quiet", text: say("previewText") }),
            make("ul", { class: "rows" }, rows.map(function (row) {
                const writes = lines.filter(function (cells) { return cells[0] === "write" && cells[1] === row[1] && cells[2] === row[3] && cells[3] === row[10]; });
                return make("li", {}, [
                    make("div", { class: "between" }, [make("span", { class: "strong", text: name(row[1]) + " " + row[2].slice(0, 8) }), row[9] === "delete" ? page.state("bad", say("methodDelete")) : null]),
                    make("dl", {}, writes.map(function (cells) { return page.pair(cells[4], "•••••• · " + method(cells[5])); }))
                ]);
            }))
        ]);
    }

    /**
     * @param {Row} plan
     * @param {number} count
     */
    function decision(plan, count) {
        const approve = page.button(say("approve", { n: page.number(count), account: page.shown(plan, "_off_accountid_value") || "–" }), function () { page.run(approve, function () { return sign(plan, count); }, refused); });
        const reject = page.button(say("reject"), function () { page.run(reject, turnDown, refused); });
        return make("section", { class: "card no-print", "aria-labelledby": "decide" }, [
            make("h3", { id: "decide", text: say("decide") }),
            make("div", { id: "problem" }),
            make("div", { class: "columns wide-first" }, [
                make("div", {}, [page.field({ id: "count", label: say("count"), required: true, help: say("countHelp") }, make("input", { type: "text", inputmode: "numeric", autocomplete: "off" })), approve]),
                make("div", {}, [page.field({ id: "why", label: say("rejectReason"), help: say("rejectHelp") }, make("textarea", { maxlength: 10000 })), reject])
            ]),
            make("div", { class: "buttons" }, [page.button(say("close"), page.leave)])
        ]);
    }

    /**
     * @param {Row} plan
     * @param {number} count
     */
    async function sign(plan, count) {
        page.mark("count", "");
        const typed = Number(page.typed("count").replace(/[.,\s]/g, ""));
        if (page.typed("count") === "" || typed !== count) { page.mark("count", say("countWrong")); return; }
        await page.call("off_ApproveErasure", { Hash: plan.off_hash, Count: typed }, { set: "off_erasureplans", id: values.id });
        await load();
        page.announce(say("approved"));
    }

    async function turnDown() {
        page.mark("why", "");
        if (page.typed("why") === "") { page.mark("why", say("rejectMissing")); return; }
        await page.call("off_ApproveErasure", { Reject: true, Reason: page.typed("why") }, { set: "off_erasureplans", id: values.id });
        await load();
        page.announce(say("rejected"));
    }

    /** @param {{ message: string, code: string }} failure */
    function refused(failure) {
        if (failure.code === "OFF-3363") { page.mark("count", failure.message); return; }
        if (failure.code === "OFF-3364") { page.mark("why", failure.message); return; }
        page.fill(page.part("problem"), page.problem(failure.message, null));
    }
}());
