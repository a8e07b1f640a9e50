/**
 * The panel on the account form: can this relationship end, when, what stands against it, and what becomes of the data. One request: off_GetAccountPanel.
 */

/**
 * @typedef {{ fact: string, label: string, value: string }} Fact
 * @typedef {{ output: string, value: string, text: string }} Step
 * @typedef {{ rule_id: string, version: number, legal_source?: string }} Rule
 * @typedef {{ contractid: string, table?: string, number: string, account?: string, message: string, facts: Fact[], results: Record<string, string>, rules: Rule[], steps: Step[] }} Contract
 * @typedef {{ kind: string, day?: string, source?: string, done?: boolean }} Point
 * @typedef {{ table: string, count: number, more: boolean, rows: { id: string, name: string, day?: string, escalated?: boolean }[] }} OpenKind
 * @typedef {{ number: string, id: string, kind: string, from: string, until?: string }} Hold
 * @typedef {{ day: string, account: { accountid: string, name: string, verdict: string, possible_from?: string, message: string, contracts: Contract[] }, active: boolean,
 *   no_contract_on?: string, case?: { id: string, number: string, stage: string, planned_end?: string }, timeline: Point[], open: OpenKind[], holds: Hold[] }} Panel
 */

(function () {
    "use strict";

    const page = Offboarding.Page;
    const make = page.make;
    const say = page.texts({
        heading: ["Offboarding", "Offboarding"],
        clear: ["Free to end", "Kann enden"],
        from: ["Possible from {day}", "Möglich ab {day}"],
        blocked: ["Blocked", "Gesperrt"],
        unknown: ["Cannot be judged", "Nicht beurteilbar"],
        ended: ["Relationship has ended", "Beziehung ist beendet"],
        endedText: ["The account is inactive. The dates below say what becomes of its data.", "Die Firma ist inaktiv. Die Termine unten sagen, was mit ihren Daten geschieht."],
        timeline: ["Timeline", "Zeitverlauf"],
        today: ["Today", "Heute"],
        latest_notice: ["Latest notice date", "Spätester Kündigungstermin"],
        contract_end: ["Contract end", "Vertragsende"],
        processing_end: ["End of processing", "Ende der Verarbeitung"],
        retention_end: ["Retention end", "Ende der Aufbewahrung"],
        erasure: ["Erasure", "Löschung"],
        past: ["past", "vorbei"],
        next: ["next", "als Nächstes"],
        later: ["later", "später"],
        late: ["missed", "versäumt"],
        done: ["done", "erledigt"],
        latest_noticeOpen: ["No notice is needed, or the date cannot be computed yet.", "Keine Kündigung nötig, oder der Termin ist noch nicht berechenbar."],
        contract_endOpen: ["Not known: no contract on file, or facts are missing.", "Nicht bekannt: kein Vertrag erfasst, oder es fehlen Angaben."],
        afterEnd: ["Set when the relationship ends.", "Steht mit dem Ende der Beziehung fest."],
        contracts: ["Contracts", "Verträge"],
        latestNotice: ["Latest notice date", "Spätester Kündigungstermin"],
        termEnd: ["Term ends", "Laufzeit endet"],
        earliestEnd: ["Earliest end", "Frühestes Ende"],
        open: ["What is open", "Was offen ist"],
        nothingOpen: ["Nothing is open: no orders, invoices, opportunities or service cases.", "Nichts ist offen: keine Aufträge, Rechnungen, Verkaufschancen oder Serviceanfragen."],
        salesorder: ["Orders", "Aufträge"],
        invoice: ["Invoices", "Rechnungen"],
        opportunity: ["Opportunities", "Verkaufschancen"],
        incident: ["Service cases", "Serviceanfragen"],
        entitlement: ["Entitlements", "Ansprüche"],
        andMore: ["and more", "und weitere"],
        andOthers: ["and {n} more", "und {n} weitere"],
        due: ["due {day}", "fällig {day}"],
        escalated: ["escalated", "eskaliert"],
        start: ["Start offboarding", "Offboarding starten"],
        openCase: ["Open the case {number}", "Fall {number} öffnen"],
        caseRuns: ["Case {number} is running: {stage}.", "Fall {number} läuft: {stage}."],
        plannedEnd: ["Planned end: {day}.", "Geplantes Ende: {day}."],
        how: ["How was this judged?", "Wie wurde das beurteilt?"],
        inputs: ["What went in", "Angaben"],
        rules: ["Rules", "Regeln"],
        steps: ["Steps in the calendar", "Schritte im Kalender"],
        version: ["version {n}", "Fassung {n}"],
        empty: ["No contract recorded. Record one or confirm that there is none.", "Kein Vertrag erfasst. Bitte einen erfassen oder bestätigen, dass es keinen gibt."],
        record: ["Record a contract", "Vertrag erfassen"],
        confirmNone: ["Confirm: there is none", "Bestätigen: es gibt keinen"],
        confirmed: ["Confirmed on {day} that there is no contract.", "Am {day} bestätigt, dass es keinen Vertrag gibt."],
        unsaved: ["The panel shows itself once the account is saved.", "Die Übersicht erscheint, sobald die Firma gespeichert ist."],
        held: ["Legal hold {number} since {from}: nothing is erased.", "Löschsperre {number} seit {from}: nichts wird gelöscht."],
        heldUntil: ["Legal hold {number} from {from} to {until}: nothing is erased.", "Löschsperre {number} vom {from} bis {until}: nichts wird gelöscht."],
        oneD: ["1 day", "1 Tag"],
        manyD: ["{n} days", "{n} Tage"],
        oneW: ["1 week", "1 Woche"],
        manyW: ["{n} weeks", "{n} Wochen"],
        oneM: ["1 month", "1 Monat"],
        manyM: ["{n} months", "{n} Monate"],
        oneY: ["1 year", "1 Jahr"],
        manyY: ["{n} years", "{n} Jahre"],
        renewal_none: ["ends by itself", "endet von selbst"],
        renewal_fixed: ["renews for a fixed term", "verlängert sich um feste Zeit"],
        renewal_indefinite: ["runs on indefinitely", "läuft unbefristet weiter"],
        notice_by_supplier: ["supplier (we)", "Lieferant (wir)"],
        notice_by_customer: ["customer", "Kunde"],
        opensNewTab: ["opens in a new tab", "öffnet in einem neuen Tab"]
    });
    /** Facts of a contract that a rep looks for first. */
    const Shown = ["initial_term", "renewal", "renewal_term", "notice", "notice_by"];
    const Kinds = { clear: "good", blocked: "bad", unknown: "doubt" };
    const ListedRows = 3;
    const content = page.part("content");
    const account = page.opened().id;

    page.begin(say("heading"), true);
    if (account) { load(); } else { page.fill(content, make("p", { class: "quiet", text: say("unsaved") })); }

    /** Asks for everything at once and shows it. */
    function load() {
        return page.open({
            place: content,
            load: async function () { return JSON.parse((await page.call("off_GetAccountPanel", { AccountId: account })).Json); },
            show: show,
            role: "Offboarding Rep"
        });
    }

    /** @param {Panel} panel */
    function show(panel) {
        page.fill(content,
            verdict(panel),
            ...panel.holds.map(hold),
            buttons(panel),
            make("div", { class: "columns wide-last" }, [
                make("section", { class: "card", "aria-labelledby": "timeline" }, [make("h3", { id: "timeline", text: say("timeline") }), timeline(panel)]),
                make("div", {}, [contracts(panel), open(panel)])
            ]));
    }

    /** @param {Panel} panel */
    function verdict(panel) {
        const judged = panel.account;
        const kind = /** @type {Record<string, string>} */ (Kinds)[judged.verdict] || "doubt";
        const isLater = judged.verdict === "blocked" && judged.possible_from;
        if (!panel.active) {
            return make("div", { class: "verdict" }, [page.state("plain", say("ended")), make("p", { text: say("endedText") })]);
        }
        return make("div", { class: "verdict " + (isLater ? "warn" : kind) }, [
            isLater ? page.state("warn", say("from", { day: page.date(judged.possible_from || "") })) : page.state(kind, say(judged.verdict)),
            make("p", { text: judged.message }),
            panel.no_contract_on ? make("p", { class: "quiet", text: say("confirmed", { day: page.date(panel.no_contract_on) }) }) : null,
            panel.case ? make("p", { text: say("caseRuns", { number: panel.case.number, stage: panel.case.stage }) + (panel.case.planned_end ? " " + say("plannedEnd", { day: page.date(panel.case.planned_end) }) : "") }) : null
        ]);
    }

    /** @param {Hold} one */
    function hold(one) {
        const text = say(one.until ? "heldUntil" : "held", { number: one.number, from: page.date(one.from, true), until: page.date(one.until || "", true) });
        return make("div", { class: "message bad" }, [page.state("bad", text)]);
    }

    /** @param {Panel} panel */
    function buttons(panel) {
        if (!panel.active) { return null; }
        return make("div", { class: "buttons", style: "margin: 0 0 1rem" }, [
            panel.case
                ? make("a", { class: "button first", href: page.recordUrl("off_offboardingcase", panel.case.id), target: "_blank", rel: "noopener", title: say("opensNewTab"), text: say("openCase", { number: panel.case.number }) })
                : make("a", { class: "button first", href: page.pageUrl("end-relationship", { id: panel.account.accountid, back: "account-panel" }), text: say("start") })
        ]);
    }

    /** @param {Panel} panel */
    function timeline(panel) {
        let isNext = true;
        return make("ol", { class: "timeline" }, panel.timeline.map(function (point) {
            const days = point.day ? page.daysBetween(panel.day, point.day) : 0;
            let when = "later";
            if (point.kind === "today") { when = "today"; }
            else if (point.done) { when = "done"; }
            else if (point.day && days < 0) { when = point.kind === "latest_notice" ? "late" : "past"; }
            else if (point.day && isNext) { when = "next"; isNext = false; }

            const style = when === "done" || when === "today" ? "past" : when;
            return make("li", { class: style }, [
                make("div", { class: "between" }, [make("span", { class: "strong", text: say(point.kind) }), when === "today" ? null : make("span", { class: "tag", text: say(when) })]),
                point.day
                    ? make("div", {}, [make("time", { class: "when", datetime: point.day, text: page.date(point.day) }), point.kind === "today" ? null : make("span", { class: "quiet", text: " · " + page.distance(panel.day, point.day) })])
                    : make("div", { class: "quiet", text: say(point.kind === "latest_notice" || point.kind === "contract_end" ? point.kind + "Open" : "afterEnd") }),
                point.source ? make("div", { class: "quiet small", text: point.source }) : null
            ]);
        }));
    }

    /** @param {Panel} panel */
    function contracts(panel) {
        const rows = panel.account.contracts;
        const heading = make("h3", { id: "contracts", text: say("contracts") });
        if (rows.length === 0 && !panel.no_contract_on) { return make("section", { class: "card", "aria-labelledby": "contracts" }, [heading, nothingRecorded(panel)]); }
        return make("section", { class: "card", "aria-labelledby": "contracts" }, [
            heading,
            rows.length === 0
                ? make("p", { class: "quiet", text: say("confirmed", { day: page.date(panel.no_contract_on || "") }) })
                : make("ul", { class: "rows" }, rows.map(contract))
        ]);
    }

    /** @param {Contract} one */
    function contract(one) {
        const facts = one.facts.filter(function (fact) { return Shown.includes(fact.fact); }).map(factPair);
        const results = one.results || {};
        return make("li", {}, [
            make("div", { class: "between" }, [page.link(one.table || "off_contract", one.contractid, one.number), results.deactivation_allowed === "yes" ? page.state("good", say("clear")) : null]),
            make("p", { text: one.message }),
            make("dl", {}, [
                facts,
                results.current_term_end ? page.pair(say("termEnd"), page.date(results.current_term_end)) : null,
                results.latest_notice_date ? page.pair(say("latestNotice"), page.date(results.latest_notice_date)) : null,
                results.earliest_end ? page.pair(say("earliestEnd"), page.date(results.earliest_end)) : null
            ]),
            explanation(one)
        ]);
    }

    /** @param {Fact} fact */
    function factPair(fact) {
        return page.pair(fact.label.charAt(0).toUpperCase() + fact.label.slice(1), factText(fact));
    }

    /**
     * A period as 3M, a day or a code in words; others are shown as they are.
     * @param {Fact} fact
     */
    function factText(fact) {
        const value = fact.value;
        const period = /^(\d+)([DWMY])$/.exec(value);
        if (period) { return say((period[1] === "1" ? "one" : "many") + period[2], { n: page.number(Number(period[1])) }); }
        if (/^\d{4}-\d{2}-\d{2}$/.test(value)) { return page.date(value); }
        const known = fact.fact + "_" + value;
        const text = say(known);
        return text === known ? value : text;
    }

    /** @param {Contract} one */
    function explanation(one) {
        return make("details", {}, [
            make("summary", { text: say("how") }),
            make("h4", { text: say("inputs") }),
            make("dl", {}, one.facts.map(factPair)),
            one.rules.length ? make("h4", { text: say("rules") }) : null,
            one.rules.length ? make("ul", {}, one.rules.map(function (rule) {
                return make("li", { text: rule.rule_id + ", " + say("version", { n: rule.version }) + (rule.legal_source ? " – " + rule.legal_source : "") });
            })) : null,
            one.steps.length ? make("h4", { text: say("steps") }) : null,
            one.steps.length ? make("ol", { class: "steps" }, one.steps.map(function (step) { return make("li", { text: step.text }); })) : null
        ]);
    }

    /** @param {Panel} panel */
    function nothingRecorded(panel) {
        const problems = make("div");
        const confirm = page.button(say("confirmNone"), function () {
            page.run(confirm, async function () {
                await page.update("accounts", panel.account.accountid, { off_nocontractconfirmedon: panel.day });
                await load();
            }, function (failure) { page.fill(problems, page.problem(failure.message, null)); });
        });
        const record = page.recordUrl("off_contract", "").replace(/&id=$/, "") + "&extraqs=" + encodeURIComponent("off_accountid=" + panel.account.accountid + "&off_accountidname=" + encodeURIComponent(panel.account.name) + "&off_accountidtype=account");
        return make("div", { class: "empty" }, [
            make("p", { text: say("empty") }),
            make("div", { class: "buttons" }, [make("a", { class: "button", href: record, target: "_blank", rel: "noopener", title: say("opensNewTab"), text: say("record") }), confirm]),
            problems
        ]);
    }

    /** @param {Panel} panel */
    function open(panel) {
        return make("section", { class: "card", "aria-labelledby": "open" }, [
            make("h3", { id: "open", text: say("open") }),
            panel.open.length === 0
                ? page.state("good", say("nothingOpen"))
                : make("ul", { class: "rows" }, panel.open.map(openKind))
        ]);
    }

    /** @param {OpenKind} kind */
    function openKind(kind) {
        const listed = kind.rows.slice(0, ListedRows);
        return make("li", {}, [
            make("div", { class: "between" }, [make("span", { class: "strong", text: say(kind.table) }), make("span", { text: page.number(kind.count) + (kind.more ? "+" : "") })]),
            make("ul", {}, [listed.map(function (row) {
                return make("li", {}, [
                    page.link(kind.table, row.id, row.name),
                    row.day ? make("span", { class: "quiet", text: " · " + say("due", { day: page.date(row.day, true) }) }) : null,
                    row.escalated ? make("span", { class: "held", text: " · " + say("escalated") }) : null
                ]);
            }), kind.count > listed.length ? make("li", { class: "quiet", text: kind.more ? say("andMore") : say("andOthers", { n: page.number(kind.count - listed.length) }) }) : null])
        ]);
    }
}());
