/**
 * The letters of a case as they would go out, with what keeps them from being released. One request on opening, one to release.
 */

(function () {
    "use strict";

    const page = Offboarding.Page;
    const make = page.make;
    const say = page.texts({
        heading: ["Letters", "Schreiben"],
        none: ["No letter has been drafted yet. The plan of the case drafts them, or choose a step of the plan.", "Noch ist kein Schreiben entworfen. Der Plan des Falls entwirft sie, oder über einen Schritt des Plans."],
        to: ["To", "An"],
        subject: ["Subject", "Betreff"],
        kind: ["Kind", "Art"],
        language: ["Language", "Sprache"],
        draft: ["Draft", "Entwurf"],
        released: ["Released", "Freigegeben"],
        releasedBy: ["Released by {who}, {when}", "Freigegeben von {who}, {when}"],
        withdrawn: ["Withdrawn", "Zurückgezogen"],
        findings: ["What keeps it", "Was es aufhält"],
        noFindings: ["The last check found nothing.", "Die letzte Prüfung fand nichts."],
        unchecked: ["Not checked yet: “Check and release” does both.", "Noch nicht geprüft: „Prüfen und freigeben“ macht beides."],
        release: ["Check and release", "Prüfen und freigeben"],
        edit: ["Open the text", "Text öffnen"],
        fewer: ["Release with fewer personal facts", "Mit weniger persönlichen Tatsachen freigeben"],
        why: ["Why with fewer facts", "Weshalb mit weniger Tatsachen"],
        whyHelp: ["Only where the deadline would be missed otherwise. The reason stays with the letter.", "Nur wenn sonst die Frist versäumt würde. Die Begründung bleibt beim Schreiben."],
        gone: ["The text cannot be read: the activity is gone, or you may not read it.", "Der Text ist nicht lesbar: Die Aktivität fehlt, oder das Leserecht."],
        close: ["Close", "Schließen"]
    });
    const Released = 727000001;
    const Withdrawn = 727000002;
    const LetterColumns = "off_letterid,off_name,off_kind,off_language,off_letterstate,off_findings,off_factswaiver,off_releasedon,_off_releasedbyid_value,_off_contactid_value,off_activitytable,off_activityrowid";
    const Texts = "off_OffboardingCase_Emails($select=activityid,subject,description),off_OffboardingCase_Letters($select=activityid,subject,description)";
    const content = page.part("content");
    const values = page.opened();
    const isOneLetter = values.typename === "off_letter";

    page.begin(say("heading"), values.act !== "release" && !values.data);
    if (values.id) { load(); } else { page.fill(content, page.problem(say("noRecord"), null)); }

    function load() {
        return page.open({ place: content, load: read, show: show, role: "Offboarding Rep" });
    }

    /** @returns {Promise<{ letters: Row[], texts: Row[] }>} */
    async function read() {
        if (isOneLetter) {
            const letter = await page.get("off_letters(" + values.id + ")?$select=" + LetterColumns + "&$expand=off_CaseId($select=off_name;$expand=" + Texts + ")");
            return { letters: [letter], texts: textsOf(letter.off_CaseId || {}) };
        }
        const onFile = await page.get("off_offboardingcases(" + values.id + ")?$select=off_name&$expand=off_offboardingcase_letter($select=" + LetterColumns + ";$orderby=createdon desc)," + Texts);
        return { letters: onFile.off_offboardingcase_letter, texts: textsOf(onFile) };
    }

    /**
     * @param {Row} onFile
     * @returns {Row[]}
     */
    function textsOf(onFile) {
        return (onFile.off_OffboardingCase_Emails || []).concat(onFile.off_OffboardingCase_Letters || []);
    }

    /** @param {{ letters: Row[], texts: Row[] }} all */
    function show(all) {
        if (all.letters.length === 0) { page.fill(content, make("div", { class: "empty" }, [make("p", { text: say("none") })])); return; }
        page.fill(content, all.letters.map(function (letter) { return card(letter, all.texts); }), values.data ? make("div", { class: "buttons no-print" }, [page.button(say("close"), page.leave)]) : null);
    }

    /**
     * @param {Row} letter
     * @param {Row[]} texts
     */
    function card(letter, texts) {
        const id = letter.off_letterid;
        const text = texts.find(function (one) { return one.activityid === letter.off_activityrowid; });
        return make("article", { class: "card", "aria-labelledby": "letter-" + id }, [
            make("div", { class: "between" }, [make("h3", { id: "letter-" + id, text: letter.off_name }), stateOf(letter)]),
            make("dl", {}, [
                page.pair(say("to"), page.shown(letter, "_off_contactid_value")), page.pair(say("kind"), page.shown(letter, "off_kind")), page.pair(say("language"), page.shown(letter, "off_language")),
                text ? page.pair(say("subject"), text.subject || "") : null
            ]),
            text ? body(letter, text) : make("p", { class: "message warn", text: say("gone") }),
            findings(letter),
            letter.off_letterstate === Released || letter.off_letterstate === Withdrawn ? null : actions(letter)
        ]);
    }

    /** @param {Row} letter */
    function stateOf(letter) {
        if (letter.off_letterstate === Withdrawn) { return page.state("plain", say("withdrawn")); }
        if (letter.off_letterstate !== Released) { return page.state("warn", say("draft")); }
        return page.state("good", letter.off_releasedon ? say("releasedBy", { who: page.shown(letter, "_off_releasedbyid_value"), when: page.instant(letter.off_releasedon) }) : say("released"));
    }

    /**
     * An e-mail is HTML, a letter is text with lines.
     * @param {Row} letter
     * @param {Row} text
     */
    function body(letter, text) {
        if (letter.off_activitytable === "email") { return page.sheet(text.description || ""); }
        return make("div", { class: "sheet" }, String(text.description || "").split(/\n\s*\n/).map(function (paragraph) {
            return make("p", {}, paragraph.split("\n").map(function (line, at) { return at === 0 ? line : [make("br"), line]; }));
        }));
    }

    /** @param {Row} letter */
    function findings(letter) {
        if (letter.off_letterstate === Released || letter.off_letterstate === Withdrawn) { return null; }
        const lines = String(letter.off_findings || "").split("\n").filter(Boolean);
        return make("div", { id: "findings-" + letter.off_letterid, style: "margin-top: 1rem" }, [lines.length
            ? make("div", { class: "message warn" }, [page.state("warn", say("findings")), make("ul", { class: "rows" }, lines.map(function (line) { return make("li", { text: line }); }))])
            : make("p", { class: "quiet", text: say("unchecked") })]);
    }

    /** @param {Row} letter */
    function actions(letter) {
        const id = letter.off_letterid;
        const release = page.button(say("release"), function () { page.run(release, function () { return releaseIt(letter); }, function (failure) { page.fill(page.part("problem-" + id), page.problem(failure.message, null)); }); }, { class: "first" });
        return make("div", { class: "no-print" }, [
            make("div", { id: "problem-" + id }),
            make("details", {}, [make("summary", { text: say("fewer") }), page.field({ id: "why-" + id, label: say("why"), help: say("whyHelp") }, waiver(letter))]),
            make("div", { class: "buttons" }, [release, make("a", { class: "button", href: page.recordUrl(letter.off_activitytable, letter.off_activityrowid), target: "_blank", rel: "noopener", title: page.say("newTab"), text: say("edit") })])
        ]);
    }

    /** @param {Row} letter */
    function waiver(letter) {
        const area = make("textarea", { maxlength: 4000 });
        area.value = letter.off_factswaiver || "";
        return area;
    }

    /** @param {Row} letter */
    async function releaseIt(letter) {
        const answer = await page.call("off_ReleaseLetter", { FactsWaiver: page.typed("why-" + letter.off_letterid) }, { set: "off_letters", id: letter.off_letterid });
        if (answer.Released) {
            await load();
        } else {
            const found = JSON.parse(answer.Findings || "[]");
            letter.off_findings = (Array.isArray(found) ? found : found.findings || []).map(function (/** @type {{ text: string }} */ one) { return one.text; }).join("\n");
            page.part("findings-" + letter.off_letterid).replaceWith(/** @type {Node} */ (findings(letter)));
        }
        page.announce(answer.Report || "");
    }
}());
