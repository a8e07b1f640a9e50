/**
 * The next step of a case: one sentence, one button. One request: off_GetNextStep. As a dialog it asks for what moving the end or returning to active needs.
 */

/**
 * @typedef {{ day: string, kind: string, sentence: string, due?: string, late?: boolean, table?: string, id?: string, case: { number: string, stage: string, planned_end?: string, way?: string } }} Next
 */

(function () {
    "use strict";

    const page = Offboarding.Page;
    const make = page.make;
    const say = page.texts({
        heading: ["Next step", "Nächster Schritt"],
        move: ["Move the end date", "Ende verschieben"],
        return: ["Return to active", "Zurück zu aktiv"],
        due: ["due {day}, {distance}", "fällig {day}, {distance}"],
        late: ["overdue", "überfällig"],
        stage: ["Case {number}, stage {stage}", "Fall {number}, Phase {stage}"],
        plannedEnd: ["planned end {day}", "geplantes Ende {day}"],
        approve: ["Approve the end", "Ende freigeben"],
        announce: ["Announce the end", "Ende mitteilen"],
        make_pack: ["Make the pack", "Mappe erstellen"],
        read_pack: ["Read the pack", "Mappe lesen"],
        item: ["Open this step", "Schritt öffnen"],
        complete: ["Complete the case", "Fall abschließen"],
        newEnd: ["New end", "Neues Ende"],
        newEndHelp: ["Open steps that count from the end move with it.", "Offene Schritte, die vom Ende an zählen, wandern mit."],
        newEndMissing: ["Enter the new last day.", "Bitte den neuen letzten Tag angeben."],
        reason: ["Reason", "Begründung"],
        reasonMissing: ["Say why.", "Bitte sagen, warum."],
        returnText: ["The case is cancelled, its open steps and drafts with it; the relationship goes on. An account that was let go becomes active again.", "Der Fall wird abgebrochen, offene Schritte und Entwürfe mit ihm; die Beziehung geht weiter. Eine bereits deaktivierte Firma wird wieder aktiv."],
        cancel: ["Cancel", "Abbrechen"],
        close: ["Close", "Schließen"],
        unsaved: ["The next step shows once the case is saved.", "Der nächste Schritt erscheint, sobald der Fall gespeichert ist."]
    });
    /** Message of each button that acts at once. */
    const Operations = { approve: "off_ApproveOffboarding", announce: "off_AnnounceOffboarding", complete: "off_CompleteOffboarding" };
    /** Beside which field a refusal of a move or return belongs. */
    const Fields = { "OFF-1308": "newEnd", "OFF-1309": "newEnd", "OFF-1404": "newEnd", "OFF-1405": "newEnd", "OFF-9002": "newEnd" };
    const content = page.part("content");
    const values = page.opened();
    const act = values.act === "move" || values.act === "return" ? values.act : "";
    const target = { set: "off_offboardingcases", id: values.id };

    page.begin(say(act || "heading"), act === "");
    if (values.id) { load(); } else { page.fill(content, make("p", { class: "quiet", text: say("unsaved") })); }

    function load() {
        return page.open({
            place: content,
            load: async function () { return JSON.parse((await page.call("off_GetNextStep", {}, target)).Json); },
            show: act ? showForm : show,
            role: "Offboarding Rep"
        });
    }

    /** @param {Next} next */
    function about(next) {
        return make("p", { class: "quiet", text: say("stage", { number: next.case.number, stage: next.case.stage }) + (next.case.planned_end ? " · " + say("plannedEnd", { day: page.date(next.case.planned_end, true) }) : "") });
    }

    /** @param {Next} next */
    function show(next) {
        page.fill(content, make("section", { class: "card" }, [
            make("p", { class: "strong", text: next.sentence }),
            next.due ? make("p", {}, [
                next.late ? page.state("bad", say("late")) : null,
                make("span", { class: "quiet", text: (next.late ? " · " : "") + say("due", { day: page.date(next.due), distance: page.distance(next.day, next.due) }) })
            ]) : null,
            about(next),
            make("div", { class: "buttons" }, [button(next)]),
            make("div", { id: "problem" })
        ]));
    }

    /** @param {Next} next */
    function button(next) {
        const operation = /** @type {Record<string, string>} */ (Operations)[next.kind];
        if (operation) {
            const pressed = page.button(say(next.kind), function () { page.run(pressed, function () { return carryOut(operation, {}); }, refused); }, { class: "first" });
            return pressed;
        }
        if (next.kind === "make_pack" || next.kind === "read_pack") {
            return make("a", { class: "button first", href: page.pageUrl("conversation-pack", { id: values.id, make: next.kind === "make_pack" ? "1" : "", back: "next-step" }), text: say(next.kind) });
        }
        if (next.kind === "item" && next.table && next.id) {
            return make("a", { class: "button first", href: page.recordUrl(next.table, next.id), target: "_blank", rel: "noopener", title: page.say("newTab"), text: say("item") });
        }
        return null;
    }

    /**
     * @param {string} operation
     * @param {Record<string, unknown>} parameters
     */
    async function carryOut(operation, parameters) {
        const answer = await page.call(operation, parameters, target);
        if (act) {
            page.fill(content, make("div", { class: "message good" }, [page.state("good", answer.Report || "")]), make("div", { class: "buttons" }, [page.button(say("close"), page.leave, { class: "first" })]));
            page.announce(answer.Report || "");
            page.close();
            return;
        }
        await load();
        page.announce(answer.Report || "");
    }

    /** @param {Next} next */
    function showForm(next) {
        const start = page.button(say(act), function () { page.run(start, send, refused); }, { class: "first" });
        page.fill(content,
            about(next),
            act === "return" ? make("p", { text: say("returnText") }) : null,
            make("div", { id: "problem" }),
            act === "move" ? page.field({ id: "newEnd", label: say("newEnd"), required: true, help: say("newEndHelp") }, make("input", { type: "date", value: next.case.planned_end || "" })) : null,
            page.field({ id: "reason", label: say("reason"), required: true }, make("textarea", { maxlength: 4000 })),
            make("div", { class: "buttons" }, [start, page.button(say("cancel"), page.leave)]));
        page.part(act === "move" ? "newEnd" : "reason").focus();
    }

    async function send() {
        if (act === "move") { page.mark("newEnd", ""); }
        page.mark("reason", "");
        page.fill(page.part("problem"));
        if (act === "move" && page.typed("newEnd") === "") { page.mark("newEnd", say("newEndMissing")); return; }
        if (page.typed("reason") === "") { page.mark("reason", say("reasonMissing")); return; }
        if (act === "move") { await carryOut("off_ChangeEndDate", { NewEnd: page.typed("newEnd"), Reason: page.typed("reason") }); }
        else { await carryOut("off_CancelOffboarding", { Reason: page.typed("reason") }); }
    }

    /** @param {{ message: string, code: string }} failure */
    function refused(failure) {
        const id = /** @type {Record<string, string>} */ (Fields)[failure.code];
        if (id && act === "move") { page.mark(id, failure.message); return; }
        page.fill(page.part("problem"), page.problem(failure.message, null));
    }
}());
