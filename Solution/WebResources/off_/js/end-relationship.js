/**
 * The dialog "End relationship": how it ends, why, when, with whom; beside it the verdict and the plan as they change. One request on opening and one for each
 * check (off_CheckEnding, which writes nothing), one to start (off_StartOffboarding).
 */

/**
 * @typedef {{ code: string, name: string, approval?: boolean }} Reason
 * @typedef {{ id: string, name: string, job?: string, main?: boolean }} Contact
 * @typedef {{ subject: string, dueon?: string, activity?: string, mandatory?: boolean }} Item
 * @typedef {{ reasons: Reason[], contacts: Contact[], least_characters: number, least_words: number }} Choices
 * @typedef {{ day: string, account: string, verdict: string, possible_from?: string, planned_end?: string, earliest_end?: string, message: string, playbook?: string, plan: Item[],
 *   warnings: { code: string, message: string }[], talk_days: string[], case?: { id: string, number: string }, choices?: Choices }} Checked
 */

(function () {
    "use strict";

    const page = Offboarding.Page;
    const make = page.make;
    const say = page.texts({
        heading: ["End relationship", "Beziehung beenden"],
        headingOf: ["End relationship with {name}", "Beziehung mit {name} beenden"],
        way: ["How it ends", "Wie sie endet"],
        own_notice: ["We give notice", "Wir kündigen"],
        customer_notice: ["The customer gives notice", "Der Kunde kündigt"],
        mutual: ["By mutual agreement", "Einvernehmlich"],
        extraordinary: ["Extraordinary notice for good cause", "Außerordentlich aus wichtigem Grund"],
        lapse: ["A fixed term runs out", "Eine feste Laufzeit endet"],
        reason: ["Reason", "Grund"],
        choose: ["Choose …", "Bitte wählen …"],
        approval: ["needs approval", "braucht Freigabe"],
        explanation: ["Explanation", "Erläuterung"],
        explanationHelp: ["In plain words, why the relationship ends. Only authorised people read it.", "In klaren Worten, warum die Beziehung endet. Nur Berechtigte lesen das."],
        counter: ["{n} characters", "{n} Zeichen"],
        tooShort: ["{n} of at least {least} characters. The case can start; the end can only be announced with a full explanation.", "{n} von mindestens {least} Zeichen. Der Fall kann starten; mitgeteilt werden kann das Ende erst mit vollständiger Erläuterung."],
        tooFew: ["{n} characters, but at least {words} different words are needed before the end can be announced.", "{n} Zeichen, aber mindestens {words} verschiedene Wörter sind nötig, bevor das Ende mitgeteilt werden kann."],
        wanted: ["Wanted end", "Gewünschtes Ende"],
        wantedHelp: ["Blank: the earliest possible end.", "Leer: das frühestmögliche Ende."],
        possible: ["The contracts allow {day} at the earliest.", "Die Verträge erlauben frühestens den {day}."],
        useIt: ["Use this day", "Diesen Tag nehmen"],
        contact: ["Main contact", "Hauptansprechperson"],
        noContact: ["None", "Keine"],
        primary: ["primary contact", "primärer Kontakt"],
        check: ["Check", "Prüfen"],
        start: ["Start", "Starten"],
        cancel: ["Cancel", "Abbrechen"],
        verdict: ["Verdict", "Urteil"],
        clear: ["Free to end", "Kann enden"],
        blocked: ["Blocked", "Gesperrt"],
        from: ["Possible from {day}", "Möglich ab {day}"],
        unknown: ["Cannot be judged", "Nicht beurteilbar"],
        plannedEnd: ["Planned end: {day}, {distance}.", "Geplantes Ende: {day}, {distance}."],
        plan: ["Plan", "Plan"],
        playbook: ["Playbook: {name}", "Ablaufplan: {name}"],
        noPlan: ["No plan yet. Complete the fields and choose “Check”.", "Noch kein Plan. Bitte die Felder ausfüllen und „Prüfen“ wählen."],
        mandatory: ["mandatory", "verpflichtend"],
        warnings: ["What speaks against the time", "Was gegen den Zeitpunkt spricht"],
        talkDays: ["Better days for the talk: {days}.", "Bessere Tage für das Gespräch: {days}."],
        checked: ["Checked. {message}", "Geprüft. {message}"],
        refused: ["Not possible this way. See the marked field.", "So nicht möglich. Siehe das markierte Feld."],
        wayMissing: ["Choose how the relationship ends.", "Bitte wählen, wie die Beziehung endet."],
        reasonMissing: ["Choose a reason of the catalogue.", "Bitte einen Grund aus dem Katalog wählen."],
        started: ["The offboarding has started.", "Das Offboarding ist gestartet."],
        openCase: ["Open the case", "Fall öffnen"],
        hasCase: ["There is an open case already: {number}.", "Es gibt schon einen offenen Fall: {number}."],
        back: ["Back to the overview", "Zurück zur Übersicht"],
        close: ["Close", "Schließen"],
        leave: ["Discard what you typed?", "Eingaben verwerfen?"],
        leaveText: ["Nothing has been started yet.", "Es wurde noch nichts gestartet."],
        discard: ["Discard", "Verwerfen"],
        stay: ["Keep editing", "Weiter bearbeiten"]
    });
    const Ways = ["own_notice", "customer_notice", "mutual", "extraordinary", "lapse"];
    const Kinds = { clear: "good", blocked: "bad", unknown: "doubt" };
    /** Beside which field a refusal belongs, by its code. */
    const Fields = { "OFF-1307": "reason", "OFF-1308": "wanted", "OFF-1309": "wanted", "OFF-1401": "wanted", "OFF-1402": "wanted", "OFF-1403": "wanted", "OFF-1404": "wanted", "OFF-1405": "wanted", "OFF-1406": "wanted" };
    const content = page.part("content");
    const values = page.opened();
    const requestId = newRequestId();
    /** What the fields said on opening; empty: they are not there yet. */
    let firstState = "";
    let done = false;
    /** @type {Checked|null} */
    let last = null;

    page.begin(say("heading"));
    if (values.id) { opening(); } else { page.fill(content, page.problem(say("noRecord"), null)); }

    function opening() {
        page.open({
            place: content,
            load: async function () { return JSON.parse((await page.call("off_CheckEnding", { AccountId: values.id, WithChoices: true })).Json); },
            show: show,
            role: "Offboarding Rep"
        });
    }

    /** @param {Checked} answer */
    function show(answer) {
        page.part("heading").textContent = say("headingOf", { name: answer.account });
        if (answer.case) {
            page.fill(content,
                make("div", { class: "message warn" }, [page.state("warn", say("hasCase", { number: answer.case.number }))]),
                make("div", { class: "buttons" }, [caseLink(answer.case.id, "button first"), leaveButton(say("close"))]));
            return;
        }
        const choices = /** @type {Choices} */ (answer.choices);
        page.fill(content,
            make("div", { id: "problem" }),
            make("div", { class: "columns wide-first" }, [form(choices), make("div", { id: "outlook", "aria-live": "polite" })]));
        showOutlook(answer);
        firstState = state();
        document.addEventListener("keydown", onKey);
    }

    /** @param {Choices} choices */
    function form(choices) {
        const explanation = make("textarea", { id: "explanation", "aria-describedby": "explanation-help explanation-count", maxlength: 10000, input: function () { count(choices); } });
        const start = page.button(say("start"), function () { page.run(start, begin, refused); }, { id: "start", class: "first" });
        const check = page.button(say("check"), function () { page.run(check, recheck, refused); }, { id: "check" });
        return make("form", { submit: onSubmit, change: changed, novalidate: true }, [
            make("fieldset", { class: "field", id: "way" }, [
                make("legend", { class: "required", text: say("way") }),
                Ways.map(function (one) {
                    return make("label", { class: "choice" }, [make("input", { type: "radio", name: "way", value: one, "aria-describedby": "way-error" }), make("span", { text: say(one) })]);
                }),
                errorPlace("way")
            ]),
            field("reason", true, make("select", { id: "reason", "aria-describedby": "reason-error" }, [make("option", { value: "", text: say("choose") }), choices.reasons.map(function (reason) {
                return make("option", { value: reason.code, text: reason.name + (reason.approval ? " (" + say("approval") + ")" : "") });
            })])),
            field("explanation", false, explanation, [make("p", { class: "help", id: "explanation-help", text: say("explanationHelp") }), make("p", { class: "help", id: "explanation-count" })]),
            field("wanted", false, make("input", { id: "wanted", type: "date", "aria-describedby": "wanted-help wanted-error" }), [make("p", { class: "help", id: "wanted-help", text: say("wantedHelp") }), make("p", { class: "help", id: "wanted-possible" })]),
            field("contact", false, make("select", { id: "contact", "aria-describedby": "contact-error" }, [make("option", { value: "", text: say("noContact") }), choices.contacts.map(function (contact) {
                const more = [contact.job, contact.main ? say("primary") : ""].filter(Boolean).join(", ");
                return make("option", { value: contact.id, selected: contact.main === true, text: contact.name + (more ? " – " + more : "") });
            })])),
            make("div", { class: "buttons" }, [start, check, leaveButton(say("cancel"))])
        ]);
    }

    /**
     * @param {string} id
     * @param {boolean} required
     * @param {HTMLElement} control
     * @param {HTMLElement[]} [help]
     */
    function field(id, required, control, help) {
        return make("div", { class: "field" }, [make("label", { for: id, class: required ? "required" : "", text: say(id) }), control, help, errorPlace(id)]);
    }

    /** @param {string} id */
    function errorPlace(id) {
        return make("p", { class: "error", id: id + "-error", role: "alert" });
    }

    /** @param {Choices} choices */
    function count(choices) {
        const text = input("explanation").value.trim();
        const words = new Set(text.toLowerCase().split(/[\s,.;:!?/…-]+/).filter(Boolean)).size;
        let key = "counter";
        if (text.length > 0 && text.length < choices.least_characters) { key = "tooShort"; }
        else if (text.length > 0 && words < choices.least_words) { key = "tooFew"; }
        page.part("explanation-count").textContent = text.length === 0 ? "" : say(key, { n: page.number(text.length), least: choices.least_characters, words: choices.least_words });
    }

    /** @param {string} id */
    function input(id) {
        return /** @type {HTMLInputElement} */ (page.part(id));
    }

    function way() {
        const chosen = /** @type {HTMLInputElement|null} */ (document.querySelector("input[name=way]:checked"));
        return chosen ? chosen.value : "";
    }

    /** The parameters as the fields say them. */
    function parameters() {
        return { AccountId: values.id, Way: way(), ReasonCode: input("reason").value, WantedEnd: input("wanted").value, MainContactId: input("contact").value };
    }

    function state() {
        return JSON.stringify(parameters()) + input("explanation").value;
    }

    function isTyped() {
        return !done && firstState !== "" && state() !== firstState;
    }

    /** @param {Event} event */
    function onSubmit(event) {
        event.preventDefault();
    }

    /**
     * Verdict and plan follow the fields; a text that is being typed is not asked about.
     * @param {Event} event
     */
    function changed(event) {
        const target = /** @type {HTMLElement} */ (event.target);
        mark(target.id === "" ? "way" : target.id, "");
        if (target.id === "explanation" || way() === "") { return; }
        const check = page.part("check");
        page.run(check, recheck, refused);
    }

    async function recheck() {
        if (!isComplete(false)) { return; }
        const answer = /** @type {Checked} */ (JSON.parse((await page.call("off_CheckEnding", parameters())).Json));
        clearErrors();
        showOutlook(answer);
        page.announce(say("checked", { message: answer.message }));
    }

    async function begin() {
        if (!isComplete(true)) { return; }
        const answer = await page.call("off_StartOffboarding", Object.assign(parameters(), { Explanation: input("explanation").value.trim(), RequestId: requestId }));
        done = true;
        clearErrors();
        page.fill(content,
            make("div", { class: "message good" }, [page.state("good", say("started")), make("p", { text: answer.Report || "" })]),
            make("div", { class: "buttons" }, [caseLink(answer.CaseId, "button first"), leaveButton(say(values.back ? "back" : "close"))]));
        page.announce(say("started"));
        if (!values.back) { page.close(); }
    }

    /**
     * What can be seen without asking; the server judges everything else.
     * @param {boolean} starting
     */
    function isComplete(starting) {
        clearErrors();
        if (way() === "") { mark("way", say("wayMissing")); focusOn("way"); return false; }
        if (starting && input("reason").value === "") { mark("reason", say("reasonMissing")); focusOn("reason"); return false; }
        return true;
    }

    /**
     * A refusal stands beside its field; what was typed stays.
     * @param {{ message: string, code: string, status: number }} failure
     */
    function refused(failure) {
        const id = /** @type {Record<string, string>} */ (Fields)[failure.code];
        clearErrors();
        if (id) {
            mark(id, failure.message);
            focusOn(id);
            page.announce(say("refused"));
            return;
        }
        page.fill(page.part("problem"), page.problem(failure.message, failure.status === 0 ? function () { page.part("check").click(); } : null));
        page.part("problem").scrollIntoView({ block: "nearest" });
    }

    /**
     * @param {string} id
     * @param {string} message Empty: the field is in order.
     */
    function mark(id, message) {
        const place = document.getElementById(id + "-error");
        if (place) { place.textContent = message; }
        controlsOf(id).forEach(function (control) {
            if (message) { control.setAttribute("aria-invalid", "true"); } else { control.removeAttribute("aria-invalid"); }
        });
    }

    /** @param {string} id */
    function controlsOf(id) {
        return id === "way" ? Array.from(document.querySelectorAll("input[name=way]")) : [page.part(id)];
    }

    /** @param {string} id */
    function focusOn(id) {
        /** @type {HTMLElement} */ (controlsOf(id)[0]).focus();
    }

    function clearErrors() {
        if (!document.getElementById("problem")) { return; }
        ["way", "reason", "explanation", "wanted", "contact"].forEach(function (id) { mark(id, ""); });
        page.fill(page.part("problem"));
    }

    /** @param {Checked} answer */
    function showOutlook(answer) {
        last = answer;
        const isLater = answer.verdict === "blocked" && answer.possible_from;
        const kind = isLater ? "warn" : /** @type {Record<string, string>} */ (Kinds)[answer.verdict] || "doubt";
        page.fill(page.part("outlook"),
            make("section", { class: "verdict " + kind, "aria-labelledby": "verdict" }, [
                make("h3", { id: "verdict", class: "unseen", text: say("verdict") }),
                page.state(kind, isLater ? say("from", { day: page.date(answer.possible_from || "") }) : say(answer.verdict)),
                make("p", { text: answer.message }),
                answer.planned_end ? make("p", { class: "strong", text: say("plannedEnd", { day: page.date(answer.planned_end), distance: page.distance(answer.day, answer.planned_end) }) }) : null
            ]),
            warnings(answer),
            plan(answer));
        showPossible();
    }

    function showPossible() {
        const place = page.part("wanted-possible");
        const earliest = last && last.earliest_end;
        if (!earliest) { page.fill(place); return; }
        page.fill(place, say("possible", { day: page.date(earliest) }) + " ", page.button(say("useIt"), function () {
            input("wanted").value = earliest;
            input("wanted").focus();
            input("wanted").dispatchEvent(new Event("change", { bubbles: true }));
        }, { class: "plain" }));
    }

    /** @param {Checked} answer */
    function warnings(answer) {
        if (answer.warnings.length === 0) { return null; }
        return make("section", { class: "message warn", "aria-labelledby": "warnings" }, [
            make("h3", { id: "warnings", text: say("warnings") }),
            make("ul", { class: "rows" }, answer.warnings.map(function (warning) { return make("li", { text: warning.message }); })),
            answer.talk_days.length ? make("p", { text: say("talkDays", { days: answer.talk_days.map(function (day) { return page.date(day); }).join("; ") }) }) : null
        ]);
    }

    /** @param {Checked} answer */
    function plan(answer) {
        return make("section", { class: "card", "aria-labelledby": "plan" }, [
            make("h3", { id: "plan", text: say("plan") }),
            answer.playbook ? make("p", { class: "quiet", text: say("playbook", { name: answer.playbook }) }) : null,
            answer.plan.length === 0
                ? make("p", { class: "quiet", text: say("noPlan") })
                : make("ol", { class: "timeline" }, answer.plan.map(function (item) {
                    return make("li", {}, [
                        make("div", { text: item.subject }),
                        make("div", { class: "quiet" }, [
                            item.dueon ? make("time", { datetime: item.dueon, text: page.date(item.dueon) + " · " + page.distance(answer.day, item.dueon) }) : null,
                            item.mandatory ? (item.dueon ? " · " : "") + say("mandatory") : null
                        ])
                    ]);
                }))
        ]);
    }

    /**
     * @param {string} id
     * @param {string} style
     */
    function caseLink(id, style) {
        return make("a", { class: style, href: page.recordUrl("off_offboardingcase", id), target: "_blank", rel: "noopener", text: say("openCase") });
    }

    /** @param {string} text */
    function leaveButton(text) {
        return page.button(text, leave, { id: "cancel" });
    }

    /** @param {KeyboardEvent} event */
    function onKey(event) {
        if (event.key !== "Escape" || document.querySelector("dialog[open]")) { return; }
        event.preventDefault();
        leave();
    }

    /** Closes, and asks first where something was typed. */
    function leave() {
        if (!isTyped()) { go(); return; }
        const question = make("dialog", { "aria-labelledby": "leave-title", close: function () { question.remove(); } }, [
            make("h3", { id: "leave-title", text: say("leave") }),
            make("p", { text: say("leaveText") }),
            make("div", { class: "buttons" }, [
                page.button(say("stay"), function () { question.close(); }, { class: "first", autofocus: true }),
                page.button(say("discard"), function () { question.close(); go(); })
            ])
        ]);
        document.body.append(question);
        question.showModal();
    }

    function go() {
        done = true;
        if (values.back) { window.location.assign(values.back.replace(/[^a-z-]/g, "") + ".html?id=" + encodeURIComponent(values.id)); } else { page.close(); }
    }

    /** An id that is the same when the start is sent again after a lost answer. */
    function newRequestId() {
        return Array.from(crypto.getRandomValues(new Uint8Array(16)), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
    }
}());
