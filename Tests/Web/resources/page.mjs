// A page of the solution in jsdom, as a form or a dialog opens it: the platform's context, and a fetch that the test answers.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const folder = new URL("./resources/", import.meta.url);
export const read = (name) => readFileSync(new URL(name, folder), "utf8");

/**
 * @param {string} name of the page
 * @param {{ query?: string, german?: boolean, clientUrl?: string, answer: (request: { path: string, method: string, body: any, init: any }) => any }} how answer may return a value, an Answer, or throw for a lost connection
 */
export async function openPage(name, how) {
    const origin = "https://contoso.crm4.dynamics.com";
    const clientUrl = how.clientUrl || origin;
    const dom = new JSDOM(read(`html/${name}.html`), { url: `${origin}/WebResources/off_/html/${name}.html${how.query || ""}`, runScripts: "outside-only", pretendToBeVisual: true });
    const { window } = dom;
    const requests = [];
    window.GetGlobalContext = () => ({ getClientUrl: () => clientUrl, userSettings: { languageId: how.german ? 1031 : 1033 }, getCurrentAppUrl: () => `${clientUrl}/main.aspx?appid=1` });
    window.fetch = async (url, init) => {
        const path = url.slice(clientUrl.length + "/api/data/v9.2/".length);
        const request = { path, method: init.method, body: init.body ? JSON.parse(init.body) : null, init };
        requests.push(request);
        const answer = await how.answer(request);
        return answer instanceof Answer ? answer.response() : new Answer(200, answer).response();
    };
    window.Element.prototype.scrollIntoView = () => {};
    window.HTMLDialogElement.prototype.showModal = function () { this.setAttribute("open", ""); };
    window.HTMLDialogElement.prototype.close = function () { this.removeAttribute("open"); this.dispatchEvent(new window.Event("close")); };
    let closed = 0;
    window.close = () => { closed += 1; };
    for (const script of [...window.document.querySelectorAll("script[src^='../js/']")].map((element) => element.getAttribute("src").slice(3))) window.eval(read(script));
    await settled();
    const page = { dom, window, document: window.document, requests, text: () => window.document.body.textContent.replace(/\s+/g, " "), closed: () => closed };
    page.button = (text) => [...window.document.querySelectorAll("button, a.button")].find((one) => one.textContent === text) || fail(`no button “${text}” in: ${page.text()}`);
    page.press = async (text) => { page.button(text).click(); await settled(); };
    page.type = (id, value) => { const control = window.document.getElementById(id); control.value = value; control.dispatchEvent(new window.Event("input", { bubbles: true })); };
    page.change = async (id, value) => { page.type(id, value); window.document.getElementById(id).dispatchEvent(new window.Event("change", { bubbles: true })); await settled(); };
    page.tick = async (selector) => { window.document.querySelector(selector).click(); await settled(); };
    page.error = (id) => window.document.getElementById(`${id}-error`).textContent;
    return page;
}

/** An answer with a status, for refusals. */
export class Answer {
    constructor(status, body) { this.status = status; this.body = body; }
    response() {
        const text = typeof this.body === "string" ? this.body : JSON.stringify(this.body);
        return { ok: this.status < 300, status: this.status, text: async () => text, json: async () => JSON.parse(text) };
    }
}

export const refusal = (message, status = 400) => new Answer(status, { error: { code: "0x80040265", message } });
export const json = (value) => ({ Json: JSON.stringify(value) });
/** Lets all promises that wait come through. */
export const settled = () => new Promise((done) => setTimeout(done, 30));
export function fail(message) { throw new Error(message); }
export function shows(page, ...texts) { for (const text of texts) if (!page.text().includes(text)) fail(`“${text}” is missing in: ${page.text().slice(0, 1500)}`); }
export function lacks(page, ...texts) { for (const text of texts) if (page.text().includes(text)) fail(`“${text}” should not be in: ${page.text().slice(0, 1500)}`); }
export function equal(expected, actual) { const [a, b] = [JSON.stringify(expected), JSON.stringify(actual)]; if (a !== b) fail(`expected ${a}, got ${b}`); }
