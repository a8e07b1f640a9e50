/**
 * The feedback of a customer at the end: the questions as the rows have them, in the customer's language. One request on opening, one to record.
 */

/** @typedef {{ off_questionkey: string, off_question: string, off_questionde: string, off_answertype: number, off_sequence: number }} Question */

(function () {
    "use strict";

    const page = Offboarding.Page;
    const make = page.make;
    /** The form can be read to a customer in either language, whatever the user's is. */
    let german = page.locale() === "de-DE";
    /** @type {Record<string, [string, string]>} */
    const words = {
        heading: ["Feedback", "Rückmeldung"],
        intro: ["Thank you for taking a moment. Every answer is voluntary.", "Danke, dass Sie sich einen Moment nehmen. Jede Antwort ist freiwillig."],
        channel: ["How it was answered", "Wie geantwortet wurde"],
        form: ["On the form", "Auf dem Bogen"],
        interview: ["In a talk", "Im Gespräch"],
        language: ["Language of the questions", "Sprache der Fragen"],
        yes: ["Yes", "Ja"],
        no: ["No", "Nein"],
        lowest5: ["1: not at all", "1: gar nicht"],
        highest5: ["5: fully", "5: voll und ganz"],
        lowest10: ["0: not at all", "0: gar nicht"],
        highest10: ["10: excellent", "10: ausgezeichnet"],
        none: ["No answer", "Keine Antwort"],
        remark: ["In own words", "Im Wortlaut"],
        record: ["Record the answers", "Antworten erfassen"],
        declined: ["The customer declined", "Kunde möchte nicht antworten"],
        nothing: ["Give at least one answer, or record that the customer declined.", "Bitte mindestens eine Antwort angeben oder erfassen, dass der Kunde nicht antworten möchte."],
        empty: ["No question is active. An administrator installs the default questions or activates own ones.", "Keine Frage ist aktiv. Die Administration installiert die mitgelieferten Fragen oder aktiviert eigene."],
        thanks: ["The feedback is recorded.", "Die Rückmeldung ist erfasst."],
        close: ["Close", "Schließen"],
        cancel: ["Cancel", "Abbrechen"]
    };
    const say = function (/** @type {string} */ key) { return words[key] ? words[key][german ? 1 : 0] : page.say(key); };
    const Scale5 = 727000000;
    const Scale10 = 727000001;
    const YesNo = 727000002;
    const content = page.part("content");
    const values = page.opened();
    const target = { set: "off_offboardingcases", id: values.id };
    /** @type {Question[]} */
    let questions = [];

    page.begin(say("heading"));
    if (values.id) { load(); } else { page.fill(content, page.problem(page.say("noRecord"), null)); }

    function load() {
        return page.open({
            place: content,
            load: async function () {
                return (await page.get("off_feedbackquestions?$select=off_questionkey,off_question,off_questionde,off_answertype,off_sequence&$filter=statecode eq 0&$orderby=off_sequence")).value;
            },
            show: function (rows) { questions = rows; show({}); },
            role: "Offboarding Rep"
        });
    }

    /** @param {Record<string, string>} given What was answered before the language changed. */
    function show(given) {
        document.documentElement.lang = german ? "de" : "en";
        page.part("heading").textContent = say("heading");
        if (questions.length === 0) { page.fill(content, make("div", { class: "empty" }, [make("p", { text: say("empty") })])); return; }

        const record = page.button(say("record"), function () { page.run(record, send, refused); }, { class: "first" });
        const decline = page.button(say("declined"), function () { page.run(decline, turnDown, refused); });
        page.fill(content,
            make("div", { class: "between no-print" }, [make("p", { text: say("intro") }), make("div", { role: "group", "aria-label": say("language") }, [languageButton("English", false), languageButton("Deutsch", true)])]),
            make("form", { submit: function (/** @type {Event} */ event) { event.preventDefault(); } }, [
                questions.map(function (question, at) { return field(question, at, given); }),
                make("div", { class: "field" }, [make("label", { for: "remark", text: say("remark") }), remark(given)]),
                make("fieldset", { class: "field" }, [make("legend", { text: say("channel") }), ["form", "interview"].map(function (channel) {
                    return make("label", { class: "choice" }, [make("input", { type: "radio", name: "channel", value: channel, checked: (given.channel || "form") === channel }), make("span", { text: say(channel) })]);
                })]),
                make("div", { id: "problem" }),
                make("div", { class: "buttons" }, [record, decline, page.button(say("cancel"), page.leave)])
            ]));
    }

    /**
     * @param {string} text
     * @param {boolean} isGerman
     */
    function languageButton(text, isGerman) {
        return page.button(text, function () { const given = answered(); german = isGerman; show(given); }, { class: "plain", lang: isGerman ? "de" : "en", "aria-pressed": String(german === isGerman) });
    }

    /** @param {Record<string, string>} given */
    function remark(given) {
        const area = make("textarea", { id: "remark", maxlength: 20000 });
        area.value = given.remark || "";
        return area;
    }

    /**
     * @param {Question} question
     * @param {number} at
     * @param {Record<string, string>} given
     */
    function field(question, at, given) {
        const text = german ? question.off_questionde : question.off_question;
        const id = "q" + at;
        const error = make("p", { class: "error", id: id + "-error", role: "alert" });
        if (![Scale5, Scale10, YesNo].includes(question.off_answertype)) {
            const area = make("textarea", { id: id, maxlength: 20000, "aria-describedby": id + "-error" });
            area.value = given[id] || "";
            return make("div", { class: "field" }, [make("label", { for: id, text: text }), area, error]);
        }
        return make("fieldset", { class: "field" }, [
            make("legend", { text: text }),
            make("div", { class: "scale" }, [steps(question.off_answertype).map(function (value) { return step(id, value, given[id]); }), step(id, "", given[id])]),
            question.off_answertype === YesNo ? null : make("div", { class: "scale-ends quiet small" + (question.off_answertype === Scale5 ? " five" : ""), "aria-hidden": "true" }, [
                make("span", { text: say(question.off_answertype === Scale5 ? "lowest5" : "lowest10") }), make("span", { text: say(question.off_answertype === Scale5 ? "highest5" : "highest10") })
            ]),
            error
        ]);
    }

    /** @param {number} type */
    function steps(type) {
        if (type === YesNo) { return ["1", "0"]; }
        const first = type === Scale5 ? 1 : 0;
        return Array.from(Array(type === Scale5 ? 5 : 11).keys(), function (at) { return String(first + at); });
    }

    /**
     * @param {string} id
     * @param {string} value Empty: no answer.
     * @param {string|undefined} given
     */
    function step(id, value, given) {
        const at = Number(id.slice(1));
        let text = value;
        if (value === "") { text = say("none"); }
        else if (questions[at].off_answertype === YesNo) { text = say(value === "1" ? "yes" : "no"); }
        return make("label", { class: value === "" ? "none" : null }, [make("input", { type: "radio", name: id, value: value, checked: (given || "") === value, "aria-describedby": id + "-error" }), make("span", { text: text })]);
    }

    /** What the form says now, by question. */
    function answered() {
        /** @type {Record<string, string>} */
        const all = { remark: /** @type {HTMLTextAreaElement} */ (page.part("remark")).value, channel: chosen("channel") };
        Array.from(questions.keys()).forEach(function (at) {
            const area = document.getElementById("q" + at);
            all["q" + at] = area ? /** @type {HTMLTextAreaElement} */ (area).value : chosen("q" + at);
        });
        return all;
    }

    /** @param {string} group */
    function chosen(group) {
        const one = /** @type {HTMLInputElement|null} */ (document.querySelector("input[name=" + group + "]:checked"));
        return one ? one.value : "";
    }

    async function send() {
        clear();
        const given = answered();
        const answers = questions.map(function (question, at) {
            const value = given["q" + at].trim();
            if (value === "") { return null; }
            return document.getElementById("q" + at) ? { question: question.off_questionkey, text: value } : { question: question.off_questionkey, value: Number(value) };
        }).filter(Boolean);
        if (answers.length === 0) { page.fill(page.part("problem"), page.problem(say("nothing"), null)); return; }
        await keep({ Channel: given.channel, Answers: JSON.stringify(answers), Remark: given.remark.trim() });
    }

    function turnDown() {
        clear();
        return keep({ Channel: chosen("channel"), Declined: true });
    }

    /** @param {Record<string, unknown>} parameters */
    async function keep(parameters) {
        const answer = await page.call("off_RecordFeedback", parameters, target);
        page.fill(content, make("div", { class: "message good" }, [page.state("good", say("thanks")), make("p", { text: answer.Report || "" })]), make("div", { class: "buttons" }, [page.button(say("close"), page.leave, { class: "first" })]));
        page.announce(say("thanks"));
    }

    function clear() {
        page.fill(page.part("problem"));
        document.querySelectorAll(".error").forEach(function (place) { place.textContent = ""; });
    }

    /**
     * A refusal that names a question stands beside it.
     * @param {{ message: string, code: string }} failure
     */
    function refused(failure) {
        const at = questions.findIndex(function (question) { return ["OFF-4512", "OFF-4514"].includes(failure.code) && failure.message.includes(question.off_questionkey); });
        if (at < 0) { page.fill(page.part("problem"), page.problem(failure.message, null)); return; }
        page.part("q" + at + "-error").textContent = failure.message;
        const control = /** @type {HTMLElement|null} */ (document.querySelector("[name=q" + at + "], #q" + at));
        if (control) { control.focus(); }
    }
}());
