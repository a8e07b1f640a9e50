// The pages against the Web API of an environment that imported the zip: what they ask is what it answers. Prints a line for each page.
import { Answer, equal, fail, openPage, settled, shows } from "./page.mjs";

const [address, token, ids] = [process.argv[2].replace(/\/$/, ""), process.argv[3], JSON.parse(process.argv[4])];
const answer = async ({ path, init }) => {
    const response = await fetch(`${address}/api/data/v9.2/${path}`, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } });
    return new Answer(response.status, await response.text());
};
const open = (page, values) => openPage(page, { query: `?data=${encodeURIComponent(new URLSearchParams(values).toString())}`, clientUrl: address, answer });
async function live(name, check) { await check(); console.log(`ok ${name}`); }
async function until(page, text) {
    for (let i = 0; i < 200 && !page.text().includes(text); i += 1) await settled();
    shows(page, text);
}

await live("account panel", async () => {
    const page = await open("account-panel", { id: ids.account });
    await until(page, "Possible from Sat, 1 January 2028");
    shows(page, "V-2041", "Thu, 30 September 2027", "Notice period", "Case OFF-");
    equal(1, page.requests.length);
});
await live("end relationship", async () => {
    const page = await open("end-relationship", { id: ids.other });
    await until(page, "How it ends");
    equal(1, page.requests.length);
    await page.tick("input[value=own_notice]");
    await until(page, "Playbook:");
    await page.change("wanted", "2027-03-31");
    await until(page, "[OFF-1309]");
    equal(true, page.error("wanted").includes("[OFF-1309]"));
    await page.change("wanted", "");
    await page.change("reason", "not-profitable");
    page.type("explanation", "We lose money with each order.");
    await page.press("Start");
    await until(page, "The offboarding has started.");
});
await live("conversation pack", async () => {
    const page = await open("conversation-pack", { id: ids.case, make: "1" });
    await until(page, "Up to date");
    equal(true, page.document.querySelectorAll(".sheet h4").length > 3);
    await page.tick("#read");
    await page.press("Confirm");
    await until(page, "Prepared:");
});
await live("next step", async () => {
    const page = await open("next-step", { id: ids.case });
    await until(page, "Case OFF-");
    equal(1, page.requests.length);
});
await live("letter preview of a case and of one letter", async () => {
    const page = await open("letter-preview", { id: ids.case, typename: "off_offboardingcase" });
    await until(page, "Draft");
    equal(true, page.document.querySelector(".sheet").textContent.length > 100);
    equal(1, page.requests.length);
    await page.press("Check and release");
    await until(page, "What keeps it");
    const one = await open("letter-preview", { id: ids.letter, typename: "off_letter" });
    await until(one, "Draft");
    equal(page.document.querySelector(".sheet").textContent, one.document.querySelector(".sheet").textContent);
});
await live("feedback form", async () => {
    const page = await open("feedback-form", { id: ids.case });
    await until(page, "Record the answers");
    equal(1, page.requests.length);
    await page.tick("[name=q0][value='9']");
    await page.press("Record the answers");
    await until(page, "The feedback is recorded.");
});
await live("plan viewer", async () => {
    const page = await open("plan-viewer", { id: ids.plan, act: "view" });
    await until(page, "214 rows are changed or deleted, 37 stay.");
    shows(page, "Waiting for approval", "Contoso GmbH", "••••••");
    equal(1, page.requests.length);
});
await live("health check", async () => {
    const page = await open("health-check", {});
    await until(page, "Copy as text");
    equal(1, page.requests.length);
    if (page.text().includes("Try again")) fail(page.text());
});
