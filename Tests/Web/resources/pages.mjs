// Every page in every state that a user can meet, with answers that the test gives. Prints a line for each state; the first that is not as it must be ends the run.
import { Answer, equal, fail, json, lacks, openPage, refusal, settled, shows } from "./page.mjs";

const id = "11111111-2222-3333-4444-555555555555";
const onForm = `?typename=account&id=%7B${id.toUpperCase()}%7D`;
const dialog = (values) => `?data=${encodeURIComponent(new URLSearchParams({ id, ...values }).toString())}`;
const named = "@OData.Community.Display.V1.FormattedValue";
async function state(name, check) { await check(); console.log(`ok ${name}`); }

const contract = {
    contractid: "c1", number: "V-2041", message: "V-2041 runs until 31 Dec 2027.", facts: [{ fact: "notice", label: "notice period", value: "3M" }, { fact: "renewal", label: "renewal", value: "fixed" }, { fact: "start", label: "start", value: "2025-01-01" }, { fact: "kind", label: "kind", value: "service" }],
    results: { current_term_end: "2027-12-31", latest_notice_date: "2027-09-30", deactivation_allowed: "no" }, rules: [{ rule_id: "de-1", version: 2, legal_source: "§ 309 BGB" }], steps: [{ output: "x", value: "y", text: "31 December less 3 months." }]
};
const panel = (change = {}) => json({
    day: "2027-01-15", active: true, account: { accountid: id, name: "Contoso GmbH", verdict: "blocked", possible_from: "2028-01-01", message: "V-2041 runs until 31 Dec 2027.", contracts: [contract] },
    timeline: [{ kind: "today", day: "2027-01-15" }, { kind: "latest_notice", day: "2027-09-30", source: "Contract V-2041" }, { kind: "contract_end", day: "2027-12-31" }, { kind: "processing_end" }, { kind: "retention_end" }, { kind: "erasure" }],
    open: [{ table: "invoice", count: 7, more: false, rows: [{ id: "i1", name: "INV-1", day: "2026-12-01" }] }], holds: [], ...change
});

await state("account panel: one request shows verdict, timeline, contracts and what is open", async () => {
    const page = await openPage("account-panel", { query: onForm, answer: () => panel() });
    equal([{ path: "off_GetAccountPanel", body: { AccountId: id } }], page.requests.map(({ path, body }) => ({ path, body })));
    shows(page, "Possible from Sat, 1 January 2028", "Latest notice date", "Thu, 30 September 2027", "in 258 days", "Contract V-2041", "Set when the relationship ends.", "Notice period3 months", "Renewalrenews for a fixed term", "StartWed, 1 January 2025", "Kindservice", "Invoices7", "due 1 Dec 2026", "and 6 more", "How was this judged?", "§ 309 BGB", "31 December less 3 months.");
    equal(["past", "next", "", "", "", ""].length, page.document.querySelectorAll("ol.timeline > li").length);
    equal("next", page.document.querySelector("ol.timeline > li.next .tag").textContent);
    equal(`https://contoso.crm4.dynamics.com/main.aspx?appid=1&pagetype=entityrecord&etn=off_contract&id=c1`, page.document.querySelector("a[target=_blank]").href);
    equal("false", page.document.getElementById("content").getAttribute("aria-busy"));
});
await state("account panel: German", async () => {
    const page = await openPage("account-panel", { query: onForm, german: true, answer: () => panel() });
    shows(page, "Möglich ab Sa., 1. Januar 2028", "Spätester Kündigungstermin", "Do., 30. September 2027", "in 258 Tagen", "Offboarding starten", "Rechnungen7");
    equal("de", page.document.documentElement.lang);
});
await state("account panel: no contract is recorded, and it is confirmed that there is none", async () => {
    let none = panel({ account: { accountid: id, name: "Contoso & Co", verdict: "clear", message: "No contract.", contracts: [] }, open: [] });
    const page = await openPage("account-panel", { query: onForm, answer: ({ method }) => { if (method !== "PATCH") return none; none = panel({ no_contract_on: "2027-01-15", account: { accountid: id, name: "x", verdict: "clear", message: "No contract.", contracts: [] } }); return new Answer(204, ""); } });
    shows(page, "No contract recorded. Record one or confirm that there is none.", "Nothing is open", "Free to end");
    await page.press("Confirm: there is none");
    equal({ path: `accounts(${id})`, body: { off_nocontractconfirmedon: "2027-01-15" } }, (({ path, body }) => ({ path, body }))(page.requests[1]));
    equal("*", page.requests[1].init.headers["If-Match"]);
    shows(page, "Confirmed on Fri, 15 January 2027 that there is no contract.");
});
await state("account panel: an open case, a hold, and an end that has passed", async () => {
    const page = await openPage("account-panel", { query: onForm, answer: () => panel({ case: { id: "k1", number: "OFF-000017", stage: "Announce", planned_end: "2027-12-31" }, holds: [{ id: "h", number: "LH-1", from: "2027-01-01" }], timeline: [{ kind: "today", day: "2027-01-15" }, { kind: "latest_notice", day: "2026-12-31" }] }) });
    shows(page, "Case OFF-000017 is running: Announce.", "Open the case OFF-000017", "Legal hold LH-1 since 1 Jan 2027: nothing is erased.", "missed", "15 days ago");
});
await state("account panel: an ended account shows no start", async () => {
    const page = await openPage("account-panel", { query: onForm, answer: () => panel({ active: false }) });
    shows(page, "Relationship has ended");
    lacks(page, "Start offboarding");
});
await state("account panel: whoever has no right is told the role", async () => {
    const page = await openPage("account-panel", { query: onForm, answer: () => refusal("1 of 1 accounts cannot be judged. [OFF-1201]") });
    shows(page, "Ask your administrator for the role “Offboarding Rep”.", "[OFF-1201]");
    equal("alert", page.document.querySelector(".message.bad").getAttribute("role"));
});
await state("account panel: a failed load offers to try again and then shows the panel", async () => {
    let lost = true;
    const page = await openPage("account-panel", { query: onForm, answer: () => { if (lost) throw new TypeError("Failed to fetch"); return panel(); } });
    shows(page, "No connection.");
    lost = false;
    await page.press("Try again");
    shows(page, "Possible from");
    lacks(page, "No connection.");
});
await state("account panel: an answer that is no JSON is shown with its status", async () => {
    const page = await openPage("account-panel", { query: onForm, answer: () => new Answer(502, "<html>Bad gateway</html>") });
    shows(page, "could not be read", "HTTP 502");
    const signedOut = await openPage("account-panel", { query: onForm, german: true, answer: () => new Answer(401, "") });
    shows(signedOut, "Die Anmeldung ist abgelaufen.");
});
await state("account panel: a name is text, whatever it contains", async () => {
    const page = await openPage("account-panel", { query: onForm, answer: () => panel({ open: [{ table: "incident", count: 1, more: false, rows: [{ id: "1", name: "<img src=x onerror=alert(1)>" }] }] }) });
    shows(page, "<img src=x onerror=alert(1)>");
    equal(0, page.document.querySelectorAll("img").length);
});
await state("account panel: an unsaved account asks for nothing", async () => {
    const page = await openPage("account-panel", { query: "?typename=account", answer: () => fail("nothing is asked") });
    equal(0, page.requests.length);
    shows(page, "once the account is saved");
});
await state("account panel: an organization below a path of its server", async () => {
    const page = await openPage("account-panel", { query: onForm, clientUrl: "https://crm.contoso.local/contoso", answer: () => panel() });
    equal("off_GetAccountPanel", page.requests[0].path);
});
await state("account panel: a skeleton while it loads, words when it takes long", async () => {
    let answer;
    const page = await openPage("account-panel", { query: onForm, answer: () => new Promise((done) => { answer = done; }) });
    equal(null, page.document.querySelector(".skeleton"));
    await new Promise((done) => setTimeout(done, 400));
    equal(1, page.document.querySelectorAll(".skeleton").length);
    await new Promise((done) => setTimeout(done, 2800));
    equal("This takes longer than usual. Please wait.", page.document.getElementById("status").textContent);
    answer(panel());
    await settled();
    equal(0, page.document.querySelectorAll(".skeleton").length);
    equal(false, page.document.getElementById("status").classList.contains("visible"));
});

const ending = (change = {}) => json({
    day: "2027-01-15", account: "Contoso GmbH", verdict: "blocked", possible_from: "2028-01-01", earliest_end: "2027-12-31", message: "V-2041 runs until 31 Dec 2027.", plan: [], warnings: [], talk_days: [],
    choices: { reasons: [{ code: "not-profitable", name: "Not profitable" }, { code: "conflict", name: "Conflict", approval: true }], contacts: [{ id: "u1", name: "Ute Zander", job: "Head of IT", main: true }, { id: "u2", name: "Ann Adler" }], least_characters: 20, least_words: 3 }, ...change
});
const planned = () => ending({ planned_end: "2027-12-31", playbook: "Service", plan: [{ subject: "Talk with Ute Zander", dueon: "2027-08-16", mandatory: true }], warnings: [{ code: "OFF-1551", message: "A service case is escalated. [OFF-1551]" }], talk_days: ["2027-02-02"] });
const started = { CaseId: "k9", Created: true, Report: "The end is planned for 31 Dec 2027." };

await state("end relationship: opens with one request, on its heading, with what can be chosen", async () => {
    const page = await openPage("end-relationship", { query: dialog(), answer: () => ending() });
    equal([{ AccountId: id, WithChoices: true }], page.requests.map((one) => one.body));
    shows(page, "End relationship with Contoso GmbH", "Not profitable", "Conflict (needs approval)", "Ute Zander – Head of IT, primary contact", "No plan yet", "The contracts allow Fri, 31 December 2027 at the earliest.");
    equal("heading", page.document.activeElement.id);
    equal("u1", page.document.getElementById("contact").value);
});
await state("end relationship: verdict and plan follow the fields", async () => {
    const page = await openPage("end-relationship", { query: dialog(), answer: ({ body }) => body.Way ? planned() : ending() });
    await page.tick("input[value=own_notice]");
    equal({ AccountId: id, Way: "own_notice", MainContactId: "u1" }, page.requests[1].body);
    shows(page, "Planned end: Fri, 31 December 2027", "Talk with Ute Zander", "mandatory", "A service case is escalated.", "Better days for the talk: Tue, 2 February 2027.", "Playbook: Service");
    equal("Checked. V-2041 runs until 31 Dec 2027.", page.document.getElementById("status").textContent);
});
await state("end relationship: a refusal stands beside its field and nothing typed is lost", async () => {
    const page = await openPage("end-relationship", { query: dialog(), answer: ({ body }) => body.WantedEnd ? refusal("Contoso GmbH cannot end on 31 Mar 2027. [OFF-1309]") : ending() });
    await page.tick("input[value=own_notice]");
    page.type("explanation", "They never pay, and we lose money with each order.");
    await page.change("wanted", "2027-03-31");
    equal("Contoso GmbH cannot end on 31 Mar 2027. [OFF-1309]", page.error("wanted"));
    equal(["true", "wanted"], [page.document.getElementById("wanted").getAttribute("aria-invalid"), page.document.activeElement.id]);
    equal(["They never pay, and we lose money with each order.", "2027-03-31", "own_notice"], [page.document.getElementById("explanation").value, page.document.getElementById("wanted").value, page.document.querySelector("input[name=way]:checked").value]);
});
await state("end relationship: the counter says why an explanation is too short", async () => {
    const page = await openPage("end-relationship", { query: dialog(), answer: () => ending() });
    page.type("explanation", "Too expensive");
    shows(page, "13 of at least 20 characters.");
    page.type("explanation", "expensive expensive expensive");
    shows(page, "at least 3 different words");
    page.type("explanation", "They never pay on time and complain.");
    shows(page, "36 characters");
});
await state("end relationship: start needs a way and a reason, then creates the case and closes", async () => {
    const page = await openPage("end-relationship", { query: dialog(), answer: ({ path, body }) => path === "off_StartOffboarding" ? started : ending() });
    await page.press("Start");
    equal("Choose how the relationship ends.", page.error("way"));
    await page.tick("input[value=mutual]");
    await page.press("Start");
    equal("Choose a reason of the catalogue.", page.error("reason"));
    await page.change("reason", "not-profitable");
    page.type("explanation", "  We lose money with each order.  ");
    await page.press("Start");
    const sent = page.requests[page.requests.length - 1];
    equal("off_StartOffboarding", sent.path);
    equal([id, "mutual", "not-profitable", "We lose money with each order.", "u1", undefined], [sent.body.AccountId, sent.body.Way, sent.body.ReasonCode, sent.body.Explanation, sent.body.MainContactId, sent.body.WantedEnd]);
    equal(true, /^[0-9a-f]{32}$/.test(sent.body.RequestId));
    shows(page, "The offboarding has started.", "The end is planned for 31 Dec 2027.");
    equal(1, page.closed());
});
await state("end relationship: a start whose answer was lost is sent again with the same id", async () => {
    let lost = true;
    const page = await openPage("end-relationship", { query: dialog(), answer: ({ path }) => { if (path !== "off_StartOffboarding") return ending(); if (lost) throw new TypeError("Failed to fetch"); return started; } });
    await page.tick("input[value=mutual]");
    await page.change("reason", "not-profitable");
    await page.press("Start");
    shows(page, "Nothing you typed is lost.");
    lost = false;
    await page.press("Start");
    const ids = page.requests.filter((one) => one.path === "off_StartOffboarding").map((one) => one.body.RequestId);
    equal([2, ids[0]], [ids.length, ids[1]]);
    shows(page, "The offboarding has started.");
});
await state("end relationship: Esc asks when something was typed, and closes when not", async () => {
    const page = await openPage("end-relationship", { query: dialog(), german: true, answer: () => ending() });
    const escape = () => page.document.dispatchEvent(new page.window.KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
    page.type("explanation", "x");
    escape();
    shows(page, "Eingaben verwerfen?");
    equal(0, page.closed());
    await page.press("Weiter bearbeiten");
    equal("x", page.document.getElementById("explanation").value);
    page.type("explanation", "");
    escape();
    equal(1, page.closed());
});
await state("end relationship: discarding closes", async () => {
    const page = await openPage("end-relationship", { query: dialog(), answer: () => ending() });
    page.type("explanation", "x");
    await page.press("Cancel");
    await page.press("Discard");
    equal(1, page.closed());
});
await state("end relationship: an account with an open case leads to it", async () => {
    const page = await openPage("end-relationship", { query: dialog(), answer: () => json({ day: "2027-01-15", account: "Contoso GmbH", case: { id: "k1", number: "OFF-000017" } }) });
    shows(page, "There is an open case already: OFF-000017.", "Open the case");
    lacks(page, "Start");
});
await state("end relationship: whoever has no right is told the role", async () => {
    shows(await openPage("end-relationship", { query: dialog(), german: true, answer: () => refusal("missing prvReadoff_OffboardingCase", 403) }), "um die Rolle „Offboarding Rep“ bitten", "missing prvReadoff_OffboardingCase");
    shows(await openPage("end-relationship", { query: "", answer: () => fail("nothing is asked") }), "opened without a record");
});

const pack = (change = {}) => ({ value: [{ off_content: "<html lang=\"de\"><head><title>T</title><style>x</style></head><body><h1>Gespräch</h1><table><tr><th scope=\"row\">V-1</th><td onclick=\"x()\">2027</td></tr></table><script>window.hacked = 1</script><img src=x></body></html>", off_madeon: "2027-01-10T09:00:00Z", off_stale: false, ...change }] });
await state("conversation pack: shows the document without anything that could run", async () => {
    const page = await openPage("conversation-pack", { query: dialog(), answer: () => pack() });
    shows(page, "Gespräch", "V-1", "Up to date", "Made on 10 Jan 2027");
    equal([0, 0, "de", undefined], [page.document.querySelectorAll(".sheet script, .sheet img, .sheet style, .sheet [onclick]").length, page.text().includes("hacked") ? 1 : 0, page.document.querySelector(".sheet").lang, page.window.hacked]);
    equal([1, "GET"], [page.requests.length, page.requests[0].method]);
});
await state("conversation pack: a banner names what changed, and it is made anew", async () => {
    let stale = true;
    const page = await openPage("conversation-pack", { query: dialog(), answer: ({ path }) => { if (path.includes("off_PrepareConversation")) { stale = false; return { Html: "" }; } return pack({ off_stale: stale, off_stalereason: "wanted end" }); } });
    shows(page, "Out of date", "Changed since it was made: wanted end.");
    await page.press("Make it anew");
    equal(`off_offboardingcases(${id})/Microsoft.Dynamics.CRM.off_PrepareConversation`, page.requests[1].path);
    lacks(page, "Out of date");
});
await state("conversation pack: is confirmed after ticking, and a refusal stands beside the box", async () => {
    let refuse = true;
    const page = await openPage("conversation-pack", { query: dialog(), answer: ({ path }) => { if (!path.includes("off_ConfirmPack")) return refuse ? pack() : pack({ off_confirmedon: "2027-01-15T10:00:00Z", _off_confirmedbyid_value: "u", ["_off_confirmedbyid_value" + named]: "Lea Brandt" }); if (refuse) return refusal("Changed since: the end. [OFF-4251]"); return { Confirmed: true, Report: "Confirmed." }; } });
    await page.press("Confirm");
    equal("Tick the box after reading.", page.error("read"));
    await page.tick("#read");
    await page.press("Confirm");
    equal("Changed since: the end. [OFF-4251]", page.error("read"));
    refuse = false;
    await page.press("Confirm");
    shows(page, "Prepared: Lea Brandt, 15 Jan 2027");
});
await state("conversation pack: none yet, made by the command, waived with a reason", async () => {
    const empty = await openPage("conversation-pack", { query: dialog(), german: true, answer: ({ path }) => path.includes("off_ConfirmPack") ? refusal("Mindestens 20 Zeichen. [OFF-4255]") : { value: [] } });
    shows(empty, "Es gibt noch keine Mappe.");
    empty.type("why", "kurz");
    await empty.press("Ohne Mappe fortfahren");
    equal(["Mindestens 20 Zeichen. [OFF-4255]", "kurz"], [empty.error("why"), empty.document.getElementById("why").value]);
    let made = false;
    const page = await openPage("conversation-pack", { query: dialog({ make: "1" }), answer: ({ path }) => { if (path.includes("off_PrepareConversation")) { made = true; return {}; } return made ? pack() : { value: [] }; } });
    shows(page, "Up to date");
    equal(3, page.requests.length);
});

const plan = (change = {}) => ({
    off_name: "EP-000004", off_approval: 727000000, off_erasecount: 212, off_pseudonymizecount: 2, off_keepcount: 37, off_hash: "abc", off_plannedon: "2027-01-14", ["_off_accountid_value" + named]: "Contoso GmbH", ["_off_plannedbyid_value" + named]: "Job",
    off_summary: JSON.stringify({ change: [{ table: "email", method: "delete_row", rows: 180, columns: 0 }, { table: "xyz_own", method: "null", rows: 1234, columns: 5 }], keep: [{ table: "invoice", class: "invoice", rule: "de-ao-147", until: "2034-12-31", ground: "§ 147 (3) AO", rows: 35 }], undecided: [{ column: "contact.new_hobby" }] }),
    off_erasureplan_erasureplanpart: [{ off_number: 2, off_content: "row\tcontact\t0123456789abcdef0123456789abcdef\tk\taccount\ts\tl\tr\t1\tmask\tc\t\nwrite\tcontact\tk\tc\tfirstname\ttext\terased" }], ...change
});
await state("plan viewer: what is erased, what stays and why, in one request and without a value", async () => {
    const page = await openPage("plan-viewer", { query: dialog({ act: "view" }), answer: () => plan() });
    equal(1, page.requests.length);
    shows(page, "Erasure plan EP-000004", "214 rows are changed or deleted, 37 stay.", "E-mails", "row is deleted", "xyz_own", "1,234", "§ 147 (3) AO (de-ao-147)", "31 Dec 2034", "Undecided columns", "contact.new_hobby", "Contacts 01234567", "•••••• · replaced by a fixed text", "Approve erasure of 214 rows of Contoso GmbH");
    equal(null, page.document.querySelector("button.first"));
});
await state("plan viewer: German, and the field of the decision has the focus", async () => {
    const page = await openPage("plan-viewer", { query: dialog({ act: "approve" }), german: true, answer: () => plan() });
    shows(page, "Löschung von 214 Zeilen von Contoso GmbH freigeben", "1.234", "Was bleibt, und warum");
    equal("count", page.document.activeElement.id);
});
await state("plan viewer: approving needs the count typed, and signs hash and count", async () => {
    let approved = false;
    const page = await openPage("plan-viewer", { query: dialog({ act: "approve" }), answer: ({ path, body }) => { if (!path.includes("off_ApproveErasure")) return approved ? plan({ off_approval: 727000001, ["off_approval" + named]: "Approved" }) : plan(); if (!approved && !body.Hash) fail("no hash"); approved = true; return { Approved: true }; } });
    page.type("count", "213");
    await page.press("Approve erasure of 214 rows of Contoso GmbH");
    equal(["That is not the number of the plan.", "213", 1], [page.error("count"), page.document.getElementById("count").value, page.requests.length]);
    page.type("count", "214");
    await page.press("Approve erasure of 214 rows of Contoso GmbH");
    equal([`off_erasureplans(${id})/Microsoft.Dynamics.CRM.off_ApproveErasure`, { Hash: "abc", Count: 214 }], [page.requests[1].path, page.requests[1].body]);
    shows(page, "Approved");
    lacks(page, "Decide");
});
await state("plan viewer: a refusal of the second person stands, and what was typed stays", async () => {
    const page = await openPage("plan-viewer", { query: dialog(), answer: ({ path }) => path.includes("off_ApproveErasure") ? refusal("EP-000004 must be approved by a second person. [OFF-3361]") : plan() });
    page.type("count", "214");
    await page.press("Approve erasure of 214 rows of Contoso GmbH");
    shows(page, "must be approved by a second person. [OFF-3361]");
    equal("214", page.document.getElementById("count").value);
    await page.press("Reject");
    equal("Say why.", page.error("why"));
    page.type("why", "The hold was forgotten.");
    await page.press("Reject");
    equal({ Reject: true, Reason: "The hold was forgotten." }, page.requests[page.requests.length - 1].body);
});
await state("plan viewer: whoever has no right is told the role", async () => {
    shows(await openPage("plan-viewer", { query: dialog(), answer: () => refusal("missing prvReadoff_ErasurePlan", 403) }), "“Offboarding Data Protection Officer”");
});

const questions = { value: [
    { off_questionkey: "overall", off_question: "How good was it?", off_questionde: "Wie gut war es?", off_answertype: 727000001 }, { off_questionkey: "clarity", off_question: "How clear?", off_questionde: "Wie klar?", off_answertype: 727000000 },
    { off_questionkey: "again", off_question: "Again?", off_questionde: "Wieder?", off_answertype: 727000002 }, { off_questionkey: "different", off_question: "What else?", off_questionde: "Was noch?", off_answertype: 727000003 }] };
await state("feedback form: the questions of the rows with their scales, in both languages, answers stay", async () => {
    const page = await openPage("feedback-form", { query: dialog(), answer: () => questions });
    equal([1, 12, 6, 3], [page.requests.length, page.document.querySelectorAll("[name=q0]").length, page.document.querySelectorAll("[name=q1]").length, page.document.querySelectorAll("[name=q2]").length]);
    await page.tick("[name=q0][value='9']");
    page.type("q3", "More talks");
    await page.press("Deutsch");
    shows(page, "Wie gut war es?", "Antworten erfassen");
    equal(["9", "More talks", "de"], [page.document.querySelector("[name=q0]:checked").value, page.document.getElementById("q3").value, page.document.documentElement.lang]);
});
await state("feedback form: answers are recorded as the rows know the questions; a refusal stands beside its question", async () => {
    let refuse = true;
    const page = await openPage("feedback-form", { query: dialog(), answer: ({ path }) => { if (!path.includes("off_RecordFeedback")) return questions; return refuse ? refusal("Question “clarity”: 7 is no answer on its scale. [OFF-4514]") : { FeedbackId: "f", Report: "Score 9." }; } });
    await page.press("Record the answers");
    shows(page, "Give at least one answer");
    await page.tick("[name=q0][value='9']");
    await page.tick("[name=q2][value='0']");
    page.type("q3", "More talks");
    await page.press("Record the answers");
    equal("Question “clarity”: 7 is no answer on its scale. [OFF-4514]", page.error("q1"));
    refuse = false;
    await page.press("Record the answers");
    const sent = page.requests[page.requests.length - 1].body;
    equal(["form", [{ question: "overall", value: 9 }, { question: "again", value: 0 }, { question: "different", text: "More talks" }]], [sent.Channel, JSON.parse(sent.Answers)]);
    shows(page, "The feedback is recorded.", "Score 9.");
});
await state("feedback form: a customer may decline; without questions the page says what to do", async () => {
    const page = await openPage("feedback-form", { query: dialog(), german: true, answer: ({ path }) => path.includes("off_RecordFeedback") ? { Report: "" } : questions });
    await page.press("Kunde möchte nicht antworten");
    equal({ Channel: "form", Declined: true }, page.requests[1].body);
    shows(await openPage("feedback-form", { query: dialog(), answer: () => ({ value: [] }) }), "No question is active.");
    shows(await openPage("feedback-form", { query: dialog(), answer: () => refusal("no", 403) }), "“Offboarding Rep”");
});

const health = (findings, errors, warnings) => ({ Healthy: errors === 0, Errors: errors, Warnings: warnings, Report: findings.map((one) => one.text).join("\n"), Json: JSON.stringify({ findings }) });
const finding = { code: "OFF-5301", severity: "error", text: "2 steps are disabled.", remedy: "Enable them.", repairable: true, repaired: false };
await state("health check: rows with state and what to do, repaired on demand", async () => {
    const page = await openPage("health-check", { answer: ({ body }) => body.Repair ? health([{ ...finding, repaired: true }], 0, 0) : health([finding, { ...finding, code: "OFF-5320", severity: "warning", text: "Late night.", repairable: false }], 1, 1) });
    equal([{}], page.requests.map((one) => one.body));
    shows(page, "1 to put right", "1 to look at", "2 steps are disabled. [OFF-5301]", "Enable them.", "The button “Repair” does this.");
    await page.press("Repair what can be repaired");
    shows(page, "Everything is as it must be", "Repaired");
});
await state("health check: copies as text, and shows the text where the browser forbids it", async () => {
    const page = await openPage("health-check", { german: true, answer: () => health([finding], 1, 0) });
    await page.press("Als Text kopieren");
    shows(page, "Der Browser erlaubt das Kopieren nicht.");
    equal("2 steps are disabled.", page.document.getElementById("report").value);
    page.window.navigator.clipboard = { writeText: async (text) => { page.copied = text; } };
    await page.press("Als Text kopieren");
    equal("2 steps are disabled.", page.copied);
});
await state("health check: installs the defaults step by step", async () => {
    let steps = 0;
    const page = await openPage("health-check", { answer: ({ path, body }) => { if (path !== "off_InstallDefaults") return health([], 0, 0); steps += 1; equal(steps === 1 ? {} : { Token: "t" }, body); return { More: steps < 3, Token: "t", Processed: 10 }; } });
    await page.press("Install defaults");
    await settled();
    equal([3, "Defaults are installed."], [steps, page.document.getElementById("status").textContent]);
});
await state("health check: whoever has no right is told the role", async () => {
    shows(await openPage("health-check", { answer: () => refusal("missing prvReadoff_ErasureRun", 403) }), "“Offboarding Administrator”");
});

const letters = (change = {}) => ({
    off_offboardingcase_letter: [{ off_letterid: "l1", off_name: "Notice to Ute Zander", off_letterstate: 727000000, off_findings: "No reason. [OFF-4031]", off_activitytable: "letter", off_activityrowid: "a1", ...change }],
    off_OffboardingCase_Emails: [], off_OffboardingCase_Letters: [{ activityid: "a1", subject: "Notice", description: "Dear Ms Zander,\n\nwe give notice.\nThank you." }]
});
await state("letter preview: the text as it goes out, with what keeps it, in one request", async () => {
    const page = await openPage("letter-preview", { query: dialog({ typename: "off_offboardingcase" }), answer: () => letters() });
    equal(1, page.requests.length);
    shows(page, "Notice to Ute Zander", "Draft", "we give notice.", "What keeps it", "No reason. [OFF-4031]");
    equal(2, page.document.querySelectorAll(".sheet p").length);
});
await state("letter preview: releasing tells what is found, or releases", async () => {
    let found = true;
    const page = await openPage("letter-preview", { query: dialog({ typename: "off_offboardingcase" }), answer: ({ path }) => { if (!path.includes("off_ReleaseLetter")) return letters(found ? {} : { off_letterstate: 727000001, off_releasedon: "2027-01-15T08:00:00Z" }); return found ? { Released: false, Findings: JSON.stringify({ findings: [{ code: "OFF-4040", text: "The word “unfortunately”. [OFF-4040]" }] }), Report: "1 finding" } : { Released: true, Report: "Released." }; } });
    page.type("why-l1", "The deadline is tomorrow.");
    await page.press("Check and release");
    equal({ FactsWaiver: "The deadline is tomorrow." }, page.requests[1].body);
    shows(page, "The word “unfortunately”. [OFF-4040]");
    lacks(page, "No reason. [OFF-4031]");
    equal("The deadline is tomorrow.", page.document.getElementById("why-l1").value);
    found = false;
    await page.press("Check and release");
    shows(page, "Released by");
    lacks(page, "Check and release");
});
await state("letter preview: one letter, an e-mail, German; none; no right", async () => {
    const one = { ...letters().off_offboardingcase_letter[0], off_activitytable: "email", off_CaseId: { off_OffboardingCase_Emails: [{ activityid: "a1", subject: "Hallo", description: "<p>Guten Tag<script>x</script></p>" }] } };
    const page = await openPage("letter-preview", { query: dialog({ typename: "off_letter" }), german: true, answer: () => one });
    shows(page, "Guten Tag", "Entwurf", "Prüfen und freigeben");
    equal(true, page.requests[0].path.startsWith(`off_letters(${id})?`));
    shows(await openPage("letter-preview", { query: dialog(), answer: () => ({ off_offboardingcase_letter: [] }) }), "No letter has been drafted yet.");
    shows(await openPage("letter-preview", { query: dialog(), answer: () => refusal("no", 403) }), "“Offboarding Rep”");
});

const next = (change = {}) => json({ day: "2027-01-15", kind: "item", sentence: "Talk, by 16 Aug 2027.", due: "2027-01-10", late: true, table: "appointment", id: "a1", case: { number: "OFF-000017", stage: "Announce", planned_end: "2027-12-31" }, ...change });
await state("next step: one sentence, one button", async () => {
    const page = await openPage("next-step", { query: `?typename=off_offboardingcase&id=${id}`, answer: () => next() });
    equal([1, 1], [page.requests.length, page.document.querySelectorAll(".button, button").length]);
    shows(page, "Talk, by 16 Aug 2027.", "overdue", "5 days ago", "Case OFF-000017, stage Announce", "Open this step");
});
await state("next step: an action is carried out, a refusal stays", async () => {
    let kind = "announce";
    const page = await openPage("next-step", { query: `?id=${id}`, german: true, answer: ({ path }) => { if (path.includes("off_GetNextStep")) return next({ kind, late: false, sentence: "Satz." }); if (kind === "complete") return refusal("1 Punkt ist offen. [OFF-1331]"); kind = "complete"; return { Report: "Mitgeteilt." }; } });
    await page.press("Ende mitteilen");
    equal("Mitgeteilt.", page.document.getElementById("status").textContent);
    await page.press("Fall abschließen");
    shows(page, "1 Punkt ist offen. [OFF-1331]");
});
await state("next step: moving the end asks for day and reason, and a refusal stands beside the day", async () => {
    let refuse = true;
    const page = await openPage("next-step", { query: dialog({ act: "move" }), answer: ({ path }) => { if (path.includes("off_GetNextStep")) return next(); return refuse ? refusal("Contracts run longer. [OFF-1309]") : { Report: "3 steps moved." }; } });
    equal("2027-12-31", page.document.getElementById("newEnd").value);
    page.type("newEnd", "2027-03-31");
    await page.press("Move the end date");
    equal("Say why.", page.error("reason"));
    page.type("reason", "They asked for it.");
    await page.press("Move the end date");
    equal(["Contracts run longer. [OFF-1309]", "They asked for it."], [page.error("newEnd"), page.document.getElementById("reason").value]);
    refuse = false;
    await page.press("Move the end date");
    equal({ NewEnd: "2027-03-31", Reason: "They asked for it." }, page.requests[page.requests.length - 1].body);
    equal(1, page.closed());
});
await state("next step: returning to active needs a reason", async () => {
    const page = await openPage("next-step", { query: dialog({ act: "return" }), german: true, answer: ({ path }) => path.includes("off_GetNextStep") ? next() : { Report: "Abgebrochen." } });
    page.type("reason", "Sie zahlen wieder.");
    await page.press("Zurück zu aktiv");
    equal([`off_offboardingcases(${id})/Microsoft.Dynamics.CRM.off_CancelOffboarding`, { Reason: "Sie zahlen wieder." }], [page.requests[1].path, page.requests[1].body]);
});
await state("next step: a failed load offers to try again; an unsaved case asks for nothing", async () => {
    let lost = true;
    const page = await openPage("next-step", { query: `?id=${id}`, answer: () => { if (lost) throw new TypeError("Failed to fetch"); return next(); } });
    lost = false;
    await page.press("Try again");
    shows(page, "Talk, by 16 Aug 2027.");
    equal(0, (await openPage("next-step", { query: "", answer: () => fail("nothing is asked") })).requests.length);
});
