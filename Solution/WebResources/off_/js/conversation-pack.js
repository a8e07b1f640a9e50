/**
 * The conversation pack of a case: what to know and to say, to read and print; what changed since it was made; and the confirmation. One request on opening (the document), one to make it, one to confirm.
 */

(function () {
    "use strict";

    const page = Offboarding.Page;
    const make = page.make;
    const say = page.texts({
        heading: ["Conversation pack", "Gesprächsmappe"],
        none: ["There is no pack yet. It gathers what is known for the talk, each sentence with its source.", "Es gibt noch keine Mappe. Sie trägt zusammen, was für das Gespräch bekannt ist, jeden Satz mit seiner Quelle."],
        make: ["Make the pack", "Mappe erstellen"],
        again: ["Make it anew", "Neu erstellen"],
        print: ["Print", "Drucken"],
        made: ["Made on {when}", "Erstellt am {when}"],
        stale: ["Out of date", "Überholt"],
        staleText: ["Changed since it was made: {what}. Make it anew before the talk.", "Seit der Erstellung geändert: {what}. Bitte vor dem Gespräch neu erstellen."],
        something: ["a fact of the case", "eine Tatsache des Falls"],
        current: ["Up to date", "Aktuell"],
        confirm: ["I have read the pack and am prepared.", "Ich habe die Mappe gelesen und bin vorbereitet."],
        confirmButton: ["Confirm", "Bestätigen"],
        confirmed: ["Prepared: {who}, {when}", "Vorbereitet: {who}, {when}"],
        tick: ["Tick the box after reading.", "Bitte nach dem Lesen ankreuzen."],
        waived: ["The talk goes without a pack: {why}", "Das Gespräch findet ohne Mappe statt: {why}"],
        without: ["Hold the talk without a pack", "Gespräch ohne Mappe führen"],
        why: ["Why without it", "Weshalb ohne"],
        whyHelp: ["The reason stays with the case.", "Die Begründung bleibt beim Fall."],
        waive: ["Go without the pack", "Ohne Mappe fortfahren"],
        done: ["The pack was made.", "Die Mappe wurde erstellt."],
        close: ["Close", "Schließen"]
    });
    const Pack = 727000000;
    const content = page.part("content");
    const values = page.opened();
    const target = { set: "off_offboardingcases", id: values.id };
    let mayMake = values.make === "1";

    page.begin(say("heading"));
    if (values.id) { load(); } else { page.fill(content, page.problem(say("noRecord"), null)); }

    function load() {
        return page.open({ place: content, load: read, show: show, role: "Offboarding Rep" });
    }

    /** @returns {Promise<Row|null>} */
    async function read() {
        const found = await packOnFile();
        if (found || !mayMake) { return found; }
        mayMake = false;
        await page.call("off_PrepareConversation", {}, target);
        return packOnFile();
    }

    /** @returns {Promise<Row|null>} */
    async function packOnFile() {
        const columns = "off_name,off_content,off_madeon,off_stale,off_stalereason,off_confirmedon,_off_confirmedbyid_value,off_waiverreason";
        const answer = await page.get("off_casedocuments?$select=" + columns + "&$filter=_off_caseid_value eq " + values.id + " and off_kind eq " + Pack + "&$top=1");
        return answer.value.length > 0 ? answer.value[0] : null;
    }

    /** @param {Row|null} pack */
    function show(pack) {
        const remake = page.button(say(pack ? "again" : "make"), function () { page.run(remake, makeIt, refused); }, { class: pack && !pack.off_stale ? null : "first" });
        if (pack === null) {
            page.fill(content, make("div", { class: "empty" }, [make("p", { text: say("none") }), make("div", { class: "buttons" }, [remake, page.button(say("close"), page.leave)])]), make("div", { id: "problem" }), waiver());
            return;
        }
        page.fill(content,
            pack.off_stale ? make("div", { class: "message warn" }, [page.state("warn", say("stale")), make("p", { text: say("staleText", { what: pack.off_stalereason || say("something") }) })]) : null,
            make("div", { class: "buttons no-print", style: "margin: 0 0 1rem" }, [
                remake, page.button(say("print"), function () { window.print(); }), page.button(say("close"), page.leave),
                make("span", { class: "quiet", text: say("made", { when: page.instant(pack.off_madeon) }) }), pack.off_stale ? null : page.state("good", say("current"))
            ]),
            make("div", { id: "problem" }),
            page.sheet(pack.off_content || ""),
            confirmation(pack));
    }

    /** @param {Row} pack */
    function confirmation(pack) {
        if (pack.off_waiverreason) { return make("div", { class: "message warn", style: "margin-top: 1rem" }, [page.state("warn", say("waived", { why: pack.off_waiverreason }))]); }
        if (pack.off_confirmedon && !pack.off_stale) {
            return make("div", { class: "message good", style: "margin-top: 1rem" }, [page.state("good", say("confirmed", { who: page.shown(pack, "_off_confirmedbyid_value"), when: page.instant(pack.off_confirmedon) }))]);
        }
        const confirm = page.button(say("confirmButton"), function () { page.run(confirm, confirmIt, refused); }, { class: "first" });
        return make("div", { class: "no-print", style: "margin-top: 1rem" }, [
            make("div", { class: "card" }, [
                make("label", { class: "choice" }, [make("input", { type: "checkbox", id: "read", "aria-describedby": "read-error" }), make("span", { text: say("confirm") })]),
                make("p", { class: "error", id: "read-error", role: "alert" }),
                make("div", { class: "buttons" }, [confirm])
            ]),
            waiver()
        ]);
    }

    function waiver() {
        const waive = page.button(say("waive"), function () { page.run(waive, waiveIt, refused); });
        return make("details", { class: "no-print" }, [
            make("summary", { text: say("without") }),
            page.field({ id: "why", label: say("why"), required: true, help: say("whyHelp") }, make("textarea", { maxlength: 4000 })),
            waive
        ]);
    }

    async function makeIt() {
        await page.call("off_PrepareConversation", {}, target);
        await load();
        page.announce(say("done"));
    }

    async function confirmIt() {
        const box = /** @type {HTMLInputElement} */ (page.part("read"));
        if (!box.checked) { page.mark("read", say("tick")); return; }
        const answer = await page.call("off_ConfirmPack", {}, target);
        await load();
        page.announce(answer.Report || "");
    }

    async function waiveIt() {
        const answer = await page.call("off_ConfirmPack", { WaiverReason: page.typed("why") || "-" }, target);
        await load();
        page.announce(answer.Report || "");
    }

    /** @param {{ message: string, code: string }} failure */
    function refused(failure) {
        if (failure.code === "OFF-4255") { page.mark("why", failure.message); return; }
        if (failure.code === "OFF-4251") { page.mark("read", failure.message); return; }
        page.fill(page.part("problem"), page.problem(failure.message, null));
    }
}());
