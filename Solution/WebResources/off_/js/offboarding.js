/**
 * What all pages of Customer Offboarding share: the record they are about, texts in two languages, dates, elements, calls of our Custom APIs and how a page
 * shows that it loads, failed, or has nothing to show.
 *
 * Pages are HTML web resources. They know nothing of the form around them: the platform's documented way to user, language and address is
 * ClientGlobalContext.js.aspx, and everything else comes from one request to a Custom API on the same origin.
 * https://learn.microsoft.com/power-apps/developer/model-driven-apps/webpage-html-web-resources
 */

/**
 * A text of a page: English, then German.
 * @typedef {[string, string]} TwoLanguages
 */

/**
 * What an element may hold: other elements and texts, in lists of lists; null is nothing.
 * @typedef {Node|string|null|undefined|ChildList} Child
 * @typedef {Child[]} ChildList
 */

/**
 * What an element may be given besides its name: attributes, `text`, and `on…` handlers.
 * @typedef {Record<string, unknown>} Settings
 */

/**
 * A row as the Web API answers it, by the names of its columns.
 * @typedef {Record<string, any>} Row
 */

/**
 * A refusal or failure in words, with the code of its message (OFF-1234) where it has one and the status of HTTP (0: no answer came).
 * @typedef {{ message: string, code: string, status: number }} Failure
 */

// eslint-disable-next-line no-var -- one name for all files of the product, whichever of them the platform loads first
var Offboarding = Offboarding || {};

Offboarding.Page = (function () {
    "use strict";

    const German = 1031;
    const SkeletonAfter = 300;
    const WordsAfter = 3000;
    const MillisecondsOfDay = 86400000;
    const Api = "/api/data/v9.2/";

    /** Texts that every page has. @type {Record<string, TwoLanguages>} */
    const common = {
        tryAgain: ["Try again", "Erneut versuchen"],
        loading: ["This takes longer than usual. Please wait.", "Das dauert länger als sonst. Bitte warten."],
        offline: ["No connection. Check the network, then choose “Try again”. Nothing you typed is lost.", "Keine Verbindung. Bitte das Netz prüfen und dann „Erneut versuchen“ wählen. Nichts Eingegebenes geht verloren."],
        unreadable: ["The answer of the server could not be read. Choose “Try again”; if it comes again, give your administrator this text:", "Die Antwort des Servers war nicht lesbar. Bitte „Erneut versuchen“ wählen; wenn das wiederkehrt, diesen Text an die Administration geben:"],
        signIn: ["You are no longer signed in. Load the page again.", "Die Anmeldung ist abgelaufen. Bitte die Seite neu laden."],
        noRight: ["You may not see this. Ask your administrator for the role “{role}”.", "Dafür fehlt das Recht. Bitte bei der Administration um die Rolle „{role}“ bitten."],
        noRecord: ["This page was opened without a record. Open it from a saved record.", "Diese Seite wurde ohne Datensatz geöffnet. Bitte aus einem gespeicherten Datensatz öffnen."],
        today: ["today", "heute"],
        tomorrow: ["tomorrow", "morgen"],
        yesterday: ["yesterday", "gestern"],
        inDays: ["in {n} days", "in {n} Tagen"],
        daysAgo: ["{n} days ago", "vor {n} Tagen"],
        newTab: ["opens in a new tab", "öffnet in einem neuen Tab"]
    };

    /** The platform's context; the page is no use without it. */
    function context() {
        return GetGlobalContext();
    }

    /** Address of the organization without a slash at its end. */
    function clientUrl() {
        return context().getClientUrl().replace(/\/$/, "");
    }

    /** Language of the user's interface: 0 English, 1 German. */
    function languageIndex() {
        return context().userSettings.languageId === German ? 1 : 0;
    }

    /** Tag of the language for dates, numbers and `lang`. */
    function locale() {
        return languageIndex() === 1 ? "de-DE" : "en-GB";
    }

    /**
     * The values that the page was opened with: id and typename as a form passes them, others URI-encoded in `data`.
     * @returns {Record<string, string>} Ids are in lower case without braces.
     */
    function opened() {
        /** @type {Record<string, string>} */
        const values = {};
        const query = new URLSearchParams(window.location.search);
        query.forEach(function (value, name) { values[name.toLowerCase()] = value; });
        // Whether the platform encodes `data` once more on its way is not documented; a list of values has an equals sign.
        const data = values.data || "";
        new URLSearchParams(data.includes("=") ? data : decodeURIComponent(data)).forEach(function (value, name) { values[name.toLowerCase()] = value; });
        if (values.id) { values.id = values.id.replace(/[{}]/g, "").toLowerCase(); }
        return values;
    }

    /**
     * Gives a page its texts: `say("key", { n: 3 })` answers in the user's language.
     * @param {Record<string, TwoLanguages>} own
     * @returns {(key: string, values?: Record<string, unknown>) => string} A key without text answers itself, so that it shows.
     */
    function texts(own) {
        return function (key, values) {
            const text = own[key] || common[key];
            const pattern = text ? text[languageIndex()] : key;
            return pattern.replace(/\{(\w+)\}/g, function (/** @type {string} */ whole, /** @type {string} */ name) {
                return values && values[name] !== undefined ? String(values[name]) : whole;
            });
        };
    }

    const say = texts({});

    /**
     * A local date of the server, "2027-12-31", as a day without time zone.
     * @param {string} text
     * @returns {Date|null} Midnight UTC of that day: only to be shown in the zone UTC; null: it is none.
     */
    function day(text) {
        const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(text || "");
        return parts ? new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]))) : null;
    }

    /**
     * A day in the user's language, with its weekday: "Wed, 30 June 2027".
     * @param {string} text YYYY-MM-DD; others are shown as they are.
     * @param {boolean} [short] Without weekday.
     */
    function date(text, short) {
        const known = day(text);
        if (!known) { return text || ""; }
        /** @type {Intl.DateTimeFormatOptions} */
        const how = { timeZone: "UTC", day: "numeric", month: short ? "short" : "long", year: "numeric" };
        if (!short) { how.weekday = "short"; }
        return new Intl.DateTimeFormat(locale(), how).format(known);
    }

    /**
     * An instant of the server in the user's language and the time zone of the browser.
     * @param {string} text ISO 8601, UTC.
     */
    function instant(text) {
        const known = new Date(text);
        return Number.isNaN(known.getTime()) ? text || "" : new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }).format(known);
    }

    /**
     * How many days lie between two days of the server; negative: `to` is earlier.
     * @param {string} from
     * @param {string} to
     */
    function daysBetween(from, to) {
        const first = day(from);
        const last = day(to);
        return first && last ? Math.round((last.getTime() - first.getTime()) / MillisecondsOfDay) : 0;
    }

    /**
     * How far a day is from today, in words.
     * @param {string} today
     * @param {string} other
     */
    function distance(today, other) {
        const days = daysBetween(today, other);
        if (days === 0) { return say("today"); }
        if (days === 1) { return say("tomorrow"); }
        if (days === -1) { return say("yesterday"); }
        return say(days > 0 ? "inDays" : "daysAgo", { n: number(Math.abs(days)) });
    }

    /**
     * A whole number in the user's language.
     * @param {number} value
     */
    function number(value) {
        return new Intl.NumberFormat(locale()).format(value);
    }

    /**
     * An element with attributes and children; nothing is read as HTML.
     * @template {keyof HTMLElementTagNameMap} K
     * @param {K} name
     * @param {Settings} [settings] `text` is its text, `class` its classes, a function under `click`, `input`, `change` or `submit` a handler; null and false are left out.
     * @param {Child[]} [children]
     * @returns {HTMLElementTagNameMap[K]}
     */
    function make(name, settings, children) {
        const element = document.createElement(name);
        Object.keys(settings || {}).forEach(function (key) {
            const value = /** @type {Settings} */ (settings)[key];
            if (value === null || value === undefined || value === false) { return; }
            if (typeof value === "function") { element.addEventListener(key, /** @type {EventListener} */ (value)); }
            else if (key === "text") { element.textContent = String(value); }
            else { element.setAttribute(key, value === true ? "" : String(value)); }
        });
        add(element, children || []);
        return element;
    }

    /**
     * @param {Element} element
     * @param {Child[]} children
     */
    function add(element, children) {
        children.forEach(function (child) {
            if (Array.isArray(child)) { add(element, child); } else if (child) { element.append(child); }
        });
    }

    /**
     * Empties an element and fills it anew.
     * @param {Element} element
     * @param {...Child} children
     */
    function fill(element, ...children) {
        element.textContent = "";
        add(element, children);
    }

    /**
     * The element with an id; the page is broken without it.
     * @param {string} id
     */
    function part(id) {
        const found = document.getElementById(id);
        if (!found) { throw new Error("The page has no element " + id + "."); }
        return found;
    }

    /**
     * A button that says what it does.
     * @param {string} text
     * @param {() => void} act
     * @param {Settings} [settings]
     */
    function button(text, act, settings) {
        return make("button", Object.assign({ type: "button", text: text, click: act }, settings));
    }

    /**
     * State as word, icon and colour: none of them alone.
     * @param {string} kind good, bad, doubt, warn or plain.
     * @param {string} word
     */
    function state(kind, word) {
        return make("span", { class: "state " + kind }, [make("span", { class: "mark", "aria-hidden": "true" }), word]);
    }

    /**
     * Address of a record in the app that the user is in.
     * @param {string} table Logical name.
     * @param {string} id
     */
    function recordUrl(table, id) {
        const here = context();
        const app = typeof here.getCurrentAppUrl === "function" ? here.getCurrentAppUrl() : "";
        const base = app || clientUrl() + "/main.aspx";
        return base + (base.includes("?") ? "&" : "?") + "pagetype=entityrecord&etn=" + encodeURIComponent(table) + "&id=" + encodeURIComponent(id);
    }

    /**
     * A link to a record. It opens beside the form, so that nothing unsaved there is lost.
     * @param {string} table
     * @param {string} id
     * @param {string} text
     */
    function link(table, id, text) {
        return make("a", { href: recordUrl(table, id), target: "_blank", rel: "noopener", title: say("newTab"), text: text });
    }

    /**
     * Address of another page of ours, opened in place.
     * @param {string} page Name without folder and ending.
     * @param {Record<string, string>} values
     */
    function pageUrl(page, values) {
        return page + ".html?data=" + encodeURIComponent(new URLSearchParams(values).toString());
    }

    /**
     * Reads what went wrong out of an answer.
     * @param {Response} response
     * @returns {Promise<Failure>}
     */
    async function failureOf(response) {
        const body = await response.text();
        let message = body.slice(0, 500);
        try {
            const error = JSON.parse(body).error;
            if (error && error.message) { message = error.message; }
        } catch (notJson) {
            message = say("unreadable") + " HTTP " + response.status + ". " + (notJson instanceof Error ? notJson.message : "");
        }
        if (response.status === 401) { message = say("signIn"); }
        const code = /\[(OFF-\d{4})\]/.exec(message);
        return { message: message, code: code ? code[1] : "", status: response.status };
    }

    /**
     * One request to the Web API of this organization.
     * @param {string} path Below /api/data/v9.2/.
     * @param {RequestInit} init
     * @returns {Promise<any>} What was answered; null: nothing was.
     * @throws {Failure}
     */
    async function request(path, init) {
        let response;
        try {
            response = await fetch(clientUrl() + Api + path, Object.assign({ credentials: "same-origin" }, init));
        } catch (noAnswer) {
            /** @type {Failure} */
            const failure = { message: say("offline"), code: "", status: 0 };
            throw failure;
        }
        if (!response.ok) { throw await failureOf(response); }
        return response.status === 204 ? null : response.json();
    }

    /**
     * Calls a Custom API. Parameters that are undefined or empty texts are left out: a blank is not a value.
     * @param {string} name As off_PreviewOffboarding.
     * @param {Record<string, unknown>} parameters
     * @param {{ set: string, id: string }} [target] Row that the message is bound to: entity set and id.
     * @returns {Promise<any>}
     */
    function call(name, parameters, target) {
        /** @type {Record<string, unknown>} */
        const body = {};
        Object.keys(parameters).forEach(function (key) {
            const value = parameters[key];
            if (value !== undefined && value !== null && value !== "") { body[key] = value; }
        });
        const path = target ? target.set + "(" + target.id + ")/Microsoft.Dynamics.CRM." + name : name;
        return request(path, {
            method: "POST",
            headers: { "Content-Type": "application/json; charset=utf-8", Accept: "application/json", "OData-MaxVersion": "4.0", "OData-Version": "4.0" },
            body: JSON.stringify(body)
        });
    }

    /**
     * Reads rows with the names that people see beside codes and lookups.
     * @param {string} path With $select; nothing is read that is not shown.
     * @returns {Promise<any>}
     */
    function get(path) {
        return request(path, {
            method: "GET",
            headers: { Accept: "application/json", Prefer: "odata.include-annotations=\"OData.Community.Display.V1.FormattedValue\"", "OData-MaxVersion": "4.0", "OData-Version": "4.0" }
        });
    }

    /**
     * What people see of a column that was read by get: its name instead of its code.
     * @param {Record<string, any>} row
     * @param {string} column
     * @returns {string}
     */
    function shown(row, column) {
        const named = row[column + "@OData.Community.Display.V1.FormattedValue"];
        const value = named === undefined ? row[column] : named;
        return value === undefined || value === null ? "" : String(value);
    }

    /**
     * Changes columns of a row that is there; it is never created by this.
     * @param {string} set Entity set, as accounts.
     * @param {string} id
     * @param {Record<string, unknown>} values
     * @returns {Promise<any>}
     */
    function update(set, id, values) {
        return request(set + "(" + id + ")", {
            method: "PATCH",
            headers: { "Content-Type": "application/json; charset=utf-8", Accept: "application/json", "If-Match": "*", "OData-MaxVersion": "4.0", "OData-Version": "4.0" },
            body: JSON.stringify(values)
        });
    }

    /**
     * Whatever was thrown, as a failure: a defect of ours shows its own text.
     * @param {unknown} thrown
     * @returns {Failure}
     */
    function asFailure(thrown) {
        if (thrown && typeof thrown === "object" && "status" in thrown && "message" in thrown) { return /** @type {Failure} */ (thrown); }
        return { message: thrown instanceof Error ? thrown.message : String(thrown), code: "", status: -1 };
    }

    /** Elements of our documents, and as what a page shows them: its own headings come first. */
    const Elements = { H1: "h3", H2: "h4", H3: "h5", P: "p", UL: "ul", OL: "ol", LI: "li", DL: "dl", DT: "dt", DD: "dd", TABLE: "table", CAPTION: "caption", THEAD: "thead", TBODY: "tbody", TR: "tr", TH: "th", TD: "td", STRONG: "strong", EM: "em", BR: "br", SECTION: "section", DIV: "div", SPAN: "span" };

    /**
     * A document of ours as elements of the page: only what is listed is taken over, and no attribute but the scope of a heading of a table. Nothing in it can run.
     * @param {string} html
     */
    function sheet(html) {
        const parsed = new DOMParser().parseFromString(html, "text/html");
        const place = make("div", { class: "sheet", lang: parsed.documentElement.lang || null });
        copy(parsed.body, place);
        return place;
    }

    /**
     * @param {Node} from
     * @param {Element} to
     */
    function copy(from, to) {
        from.childNodes.forEach(function (node) {
            if (node.nodeType === 3) { to.append(node.textContent || ""); return; }
            if (node.nodeType !== 1) { return; }
            const source = /** @type {Element} */ (node);
            const name = /** @type {Record<string, string>} */ (Elements)[source.tagName];
            if (["STYLE", "SCRIPT", "TITLE", "HEAD"].includes(source.tagName)) { return; }
            if (!name) { copy(source, to); return; }
            const element = document.createElement(name);
            if (source.hasAttribute("scope")) { element.setAttribute("scope", source.getAttribute("scope") || "col"); }
            copy(source, element);
            to.append(element);
        });
    }

    /**
     * Label and value of a list of definitions.
     * @param {string} label
     * @param {string} value Blank shows as a dash.
     */
    function pair(label, value) {
        return [make("dt", { text: label }), make("dd", { text: value || "–" })];
    }

    /**
     * A table that becomes a list of label and value where it is narrow.
     * @param {string} caption
     * @param {string[]} columns
     * @param {Child[][]} rows The first cell names the row.
     * @param {number[]} [figures] Columns that hold numbers.
     */
    function grid(caption, columns, rows, figures) {
        const isFigure = function (/** @type {number} */ at) { return (figures || []).includes(at) ? "figure" : null; };
        return make("table", {}, [
            make("caption", { text: caption }),
            make("thead", {}, [make("tr", {}, columns.map(function (column, at) { return make("th", { scope: "col", class: isFigure(at), text: column }); }))]),
            make("tbody", {}, rows.map(function (row) {
                return make("tr", {}, row.map(function (cell, at) {
                    return at === 0 ? make("th", { scope: "row" }, [cell]) : make("td", { "data-label": columns[at], class: isFigure(at) }, [cell]);
                }));
            }))
        ]);
    }

    /**
     * A field with label, help and a place for its error.
     * @param {{ id: string, label: string, required?: boolean, help?: string }} how
     * @param {HTMLElement} control
     */
    function field(how, control) {
        control.id = how.id;
        control.setAttribute("aria-describedby", (how.help ? how.id + "-help " : "") + how.id + "-error");
        return make("div", { class: "field" }, [
            make("label", { for: how.id, class: how.required ? "required" : null, text: how.label }),
            control,
            how.help ? make("p", { class: "help", id: how.id + "-help", text: how.help }) : null,
            make("p", { class: "error", id: how.id + "-error", role: "alert" })
        ]);
    }

    /**
     * Puts an error beside a field and moves there; an empty one takes it away.
     * @param {string} id
     * @param {string} message
     */
    function mark(id, message) {
        const control = part(id);
        part(id + "-error").textContent = message;
        if (message) { control.setAttribute("aria-invalid", "true"); control.focus(); } else { control.removeAttribute("aria-invalid"); }
    }

    /**
     * The text of a field without blanks around it.
     * @param {string} id
     */
    function typed(id) {
        return /** @type {HTMLInputElement} */ (part(id)).value.trim();
    }

    /**
     * Says something to everybody, screen readers too, without moving the focus.
     * @param {string} message
     */
    function announce(message) {
        const place = part("status");
        place.textContent = "";
        place.textContent = message;
    }

    /**
     * An error in words, with what to do.
     * @param {string} message
     * @param {(() => void)|null} again Null: trying again would not help.
     */
    function problem(message, again) {
        return make("div", { class: "message bad", role: "alert" }, [
            make("p", { text: message }),
            again ? button(say("tryAgain"), again) : null
        ]);
    }

    /**
     * What to show instead of a page that could not be loaded.
     * @param {Failure} failure
     * @param {() => void} again
     * @param {string} role That brings the right.
     */
    function failed(failure, again, role) {
        const missing = failure.status === 403 || failure.code === "OFF-1201" || failure.code === "OFF-1304";
        return problem(missing ? say("noRight", { role: role }) + " " + failure.message : failure.message, again);
    }

    /**
     * Loads a page: a skeleton after 300 ms, words after 3 s, "Try again" where it fails. What is there stays until the new content is.
     * @template T
     * @param {{ place: Element, load: () => Promise<T>, show: (answer: T) => void, role: string }} how
     */
    function open(how) {
        const skeleton = window.setTimeout(function () {
            if (how.place.children.length === 0) { fill(how.place, bones()); }
        }, SkeletonAfter);
        const words = window.setTimeout(function () { announce(say("loading")); part("status").classList.add("visible"); }, WordsAfter);
        how.place.setAttribute("aria-busy", "true");

        return how.load().then(how.show).catch(function (thrown) {
            const failure = asFailure(thrown);
            const old = how.place.querySelector(":scope > .message.bad");
            if (old) { old.remove(); }
            const bone = how.place.querySelector(":scope > .skeleton");
            if (bone) { bone.remove(); }
            how.place.prepend(failed(failure, function () { open(how); }, how.role));
        }).finally(function () {
            window.clearTimeout(skeleton);
            window.clearTimeout(words);
            part("status").classList.remove("visible");
            how.place.setAttribute("aria-busy", "false");
        });
    }

    /** Grey shapes where the content will be. */
    function bones() {
        return make("div", { class: "skeleton", "aria-hidden": "true" }, [make("span"), make("span"), make("span")]);
    }

    /**
     * Keeps the buttons of a page still while an action runs, and shows its failure where it belongs.
     * @param {HTMLElement} pressed
     * @param {() => Promise<void>} act
     * @param {(failure: Failure) => void} refused
     */
    async function run(pressed, act, refused) {
        if (pressed.getAttribute("aria-disabled") === "true") { return; }
        pressed.setAttribute("aria-disabled", "true");
        pressed.classList.add("busy");
        try {
            await act();
        } catch (thrown) {
            refused(asFailure(thrown));
        } finally {
            pressed.removeAttribute("aria-disabled");
            pressed.classList.remove("busy");
        }
    }

    /**
     * Sets language and title of the document and moves the focus to the heading.
     * @param {string} title
     * @param {boolean} [quiet] The page is a part of a form: it must not take the focus away.
     */
    function begin(title, quiet) {
        document.documentElement.lang = locale().slice(0, 2);
        document.title = title;
        const heading = part("heading");
        heading.textContent = title;
        if (!quiet) { heading.focus(); }
    }

    /** The way out of a page: back to the one it was opened from, or out of the dialog. */
    function leave() {
        const values = opened();
        if (values.back) { window.location.assign(values.back.replace(/[^a-z-]/g, "") + ".html?typename=" + encodeURIComponent(values.typename || "") + "&id=" + encodeURIComponent(values.id || "")); } else { close(); }
    }

    /** Closes the dialog that the page is in. In a form or a tab of its own nothing closes: the page says what was done. */
    function close() {
        window.close();
    }

    return {
        announce: announce, asFailure: asFailure, begin: begin, button: button, call: call, close: close, date: date, daysBetween: daysBetween, distance: distance,
        failed: failed, field: field, fill: fill, get: get, grid: grid, instant: instant, leave: leave, link: link, locale: locale, make: make, mark: mark, number: number, open: open, opened: opened, pair: pair, pageUrl: pageUrl, part: part,
        problem: problem, recordUrl: recordUrl, run: run, say: say, sheet: sheet, shown: shown, state: state,
        texts: texts, typed: typed, update: update
    };
}());
