/**
 * The health check for administrators: what is not as the product needs it, and what to do. One request; another one repairs what can be repaired.
 */

/** @typedef {{ code: string, severity: string, text: string, remedy: string, repairable: boolean, repaired: boolean }} Finding */

(function () {
    "use strict";

    const page = Offboarding.Page;
    const make = page.make;
    const say = page.texts({
        heading: ["Health check", "Zustandsprüfung"],
        healthy: ["Everything is as it must be", "Alles ist, wie es sein muss"],
        healthyText: ["Steps, roles, settings, rules and nightly work were looked at; nothing needs you.", "Schritte, Rollen, Einstellungen, Regeln und nächtliche Arbeit wurden geprüft; nichts ist zu tun."],
        errors: ["{n} to put right", "{n} zu beheben"],
        warnings: ["{n} to look at", "{n} anzusehen"],
        findings: ["Findings", "Befunde"],
        check: ["Check", "Prüfung"],
        state: ["State", "Stand"],
        todo: ["What to do", "Was zu tun ist"],
        error: ["Put right", "Beheben"],
        warning: ["Look at", "Ansehen"],
        note: ["Note", "Hinweis"],
        repaired: ["Repaired", "Repariert"],
        repairable: ["The button “Repair” does this.", "Die Schaltfläche „Reparieren“ erledigt das."],
        repair: ["Repair what can be repaired", "Reparieren, was geht"],
        again: ["Check again", "Erneut prüfen"],
        copy: ["Copy as text", "Als Text kopieren"],
        copied: ["Copied.", "Kopiert."],
        notCopied: ["The browser does not allow copying. Mark the text below and copy it.", "Der Browser erlaubt das Kopieren nicht. Bitte den Text unten markieren und kopieren."],
        asText: ["As text", "Als Text"],
        defaults: ["Install defaults", "Vorgaben installieren"],
        installing: ["Installing defaults: {n} rows so far …", "Vorgaben werden installiert: bisher {n} Zeilen …"],
        installed: ["Defaults are installed.", "Die Vorgaben sind installiert."],
        checkedOn: ["Checked {when}", "Geprüft {when}"]
    });
    const Kinds = { error: "bad", warning: "warn", note: "plain" };
    const content = page.part("content");

    page.begin(say("heading"));
    load(false);

    /** @param {boolean} repair */
    function load(repair) {
        return page.open({ place: content, load: function () { return page.call("off_CheckHealth", repair ? { Repair: true } : {}); }, show: show, role: "Offboarding Administrator" });
    }

    /** @param {{ Healthy: boolean, Errors: number, Warnings: number, Report: string, Json: string }} answer */
    function show(answer) {
        const findings = /** @type {Finding[]} */ (JSON.parse(answer.Json).findings);
        const canRepair = findings.some(function (one) { return one.repairable && !one.repaired; });
        const repair = page.button(say("repair"), function () { page.run(repair, function () { return load(true); }, refused); }, { class: "first" });
        const again = page.button(say("again"), function () { page.run(again, function () { return load(false); }, refused); });
        const copy = page.button(say("copy"), function () { page.run(copy, function () { return copyText(answer.Report); }, refused); });
        const defaults = page.button(say("defaults"), function () { page.run(defaults, install, refused); });
        page.fill(content,
            answer.Errors + answer.Warnings === 0
                ? make("div", { class: "verdict good" }, [page.state("good", say("healthy")), make("p", { text: say("healthyText") })])
                : make("div", { class: "verdict " + (answer.Errors ? "bad" : "warn") }, [
                    answer.Errors ? page.state("bad", say("errors", { n: page.number(answer.Errors) })) : null, answer.Errors && answer.Warnings ? " " : null,
                    answer.Warnings ? page.state("warn", say("warnings", { n: page.number(answer.Warnings) })) : null
                ]),
            make("div", { class: "buttons no-print", style: "margin: 0 0 1rem" }, [canRepair ? repair : null, again, defaults, copy]),
            make("div", { id: "problem" }),
            findings.length ? make("section", { class: "card" }, [page.grid(say("findings"), [say("check"), say("state"), say("todo")], findings.map(row))]) : null,
            make("details", {}, [make("summary", { text: say("asText") }), make("textarea", { id: "report", readonly: true, "aria-label": say("asText"), text: answer.Report })]),
            make("p", { class: "quiet small", text: say("checkedOn", { when: page.instant(new Date().toISOString()) }) }));
    }

    /** @param {Finding} one */
    function row(one) {
        const kind = /** @type {Record<string, string>} */ (Kinds)[one.severity] || "plain";
        return [
            one.text + " [" + one.code + "]",
            one.repaired ? page.state("good", say("repaired")) : page.state(kind, say(one.severity)),
            [one.remedy, one.repairable && !one.repaired ? make("div", { class: "quiet", text: say("repairable") }) : null]
        ];
    }

    /** @param {string} text */
    async function copyText(text) {
        try {
            await navigator.clipboard.writeText(text);
            page.announce(say("copied"));
        } catch (forbidden) {
            const details = content.querySelector("details");
            if (details) { details.open = true; }
            /** @type {HTMLTextAreaElement} */ (page.part("report")).select();
            page.announce(say("notCopied"));
        }
    }

    /** Step by step, as every loop: the answer says whether and where it goes on. */
    async function install() {
        let token;
        let rows = 0;
        do {
            const answer = /** @type {{ More: boolean, Token?: string, Processed?: number }} */ (await page.call("off_InstallDefaults", { Token: token }));
            rows += answer.Processed || 0;
            page.announce(say("installing", { n: page.number(rows) }));
            page.part("status").classList.add("visible");
            token = answer.More ? answer.Token : undefined;
        } while (token);
        await load(false);
        page.announce(say("installed"));
    }

    /** @param {{ message: string }} failure */
    function refused(failure) {
        page.fill(page.part("problem"), page.problem(failure.message, null));
    }
}());
