import { strict } from './strict.js';

/** `Xrm.WebApi` over the Web API of the same origin, as the user who is signed in. */

/** @typedef {{ entitySet: string, primaryId: string }} TableNames */

const BATCH_OF_PAGES = 5000;

/**
 * @param {string} clientUrl address of the app without a slash at the end
 * @param {typeof fetch} [fetcher] how requests are sent
 */
export function createWebApi(clientUrl, fetcher = (...request) => window.fetch(...request)) {
    const service = `${clientUrl}/api/data/v9.2/`;
    /** @type {Map<string, Promise<TableNames>>} */
    const tables = new Map();

    /** @param {string} path @param {RequestInit} [init] */
    async function send(path, init = {}) {
        const headers = { Accept: 'application/json', 'OData-Version': '4.0', 'OData-MaxVersion': '4.0', ...init.headers };
        let response;
        try {
            response = await fetcher(service + path, { credentials: 'same-origin', ...init, headers });
        } catch (lost) {
            throw failure(0, `The server does not answer (${lost instanceof Error ? lost.message : lost}). Check that it still runs, then try again.`);
        }

        if (response.ok) return response;
        throw failure(response.status, ...await faultOf(response));
    }

    /** @param {string} table */
    function namesOf(table) {
        let names = tables.get(table);
        if (!names) {
            names = send(`EntityDefinitions(LogicalName='${encodeURIComponent(table)}')?$select=EntitySetName,PrimaryIdAttribute`)
                .then(response => response.json())
                .then(row => ({ entitySet: row.EntitySetName, primaryId: row.PrimaryIdAttribute }));
            names.catch(() => tables.delete(table));
            tables.set(table, names);
        }

        return names;
    }

    /** @param {string} table @param {string} id */
    const addressOf = async (table, id) => `${(await namesOf(table)).entitySet}(${bare(id)})`;

    const online = strict('Xrm.WebApi', {
        async createRecord(/** @type {string} */ table, /** @type {object} */ data) {
            const names = await namesOf(table);
            const response = await send(names.entitySet, json('POST', data));
            return { entityType: table, id: idIn(response.headers.get('OData-EntityId')) };
        },

        async retrieveRecord(/** @type {string} */ table, /** @type {string} */ id, /** @type {string} */ options = '') {
            const response = await send(await addressOf(table, id) + options, withAnnotations());
            return response.json();
        },

        async retrieveMultipleRecords(/** @type {string} */ table, /** @type {string} */ options = '', /** @type {number} */ maxPageSize = BATCH_OF_PAGES) {
            const path = options.startsWith(service) ? options.slice(service.length) : (await namesOf(table)).entitySet + options;
            const response = await send(path, withAnnotations(`odata.maxpagesize=${maxPageSize}`));
            const page = await response.json();
            return { entities: page.value, nextLink: page['@odata.nextLink'] };
        },

        async updateRecord(/** @type {string} */ table, /** @type {string} */ id, /** @type {object} */ data) {
            // Without If-Match a row that is gone would be made anew.
            await send(await addressOf(table, id), json('PATCH', data, { 'If-Match': '*' }));
            return { entityType: table, id: bare(id) };
        },

        async deleteRecord(/** @type {string} */ table, /** @type {string} */ id) {
            await send(await addressOf(table, id), { method: 'DELETE' });
            return { entityType: table, id: bare(id) };
        },

        async execute(/** @type {any} */ request) {
            const description = request.getMetadata();
            if (description.operationType === 2) throw new Error('Xrm.WebApi.execute: requests for rows are createRecord, retrieveRecord, updateRecord and deleteRecord here.');
            const names = Object.keys(description.parameterTypes || {}).filter(name => name !== description.boundParameter && request[name] !== undefined);
            let path = description.operationName;
            if (description.boundParameter) {
                const target = request[description.boundParameter];
                path = `${await addressOf(target.entityType, target.id)}/Microsoft.Dynamics.CRM.${path}`;
            }

            if (description.operationType === 0) return send(path, json('POST', Object.fromEntries(names.map(name => [name, request[name]]))));

            const aliases = names.map((name, at) => `@p${at + 1}=${encodeURIComponent(literal(request[name]))}`);
            return send(`${path}(${names.map((name, at) => `${name}=@p${at + 1}`).join(',')})${aliases.length ? '?' + aliases.join('&') : ''}`);
        },
    });

    return strict('Xrm.WebApi', { ...online, online, isAvailableOffline: () => false });
}

/** @param {string} id an id with or without braces */
export const bare = id => id.replace(/[{}]/g, '').toLowerCase();

/** @param {string | null} address */
const idIn = address => (/\(([0-9a-f-]{36})\)$/i.exec(address ?? '') ?? [])[1] ?? null;

/** @param {unknown} value */
const literal = value => typeof value === 'string' ? `'${value.replace(/'/g, "''")}'` : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** @param {string} [preference] */
const withAnnotations = preference => ({ headers: { Prefer: ['odata.include-annotations="*"', preference].filter(Boolean).join(',') } });

/** @param {string} method @param {object} body @param {Record<string, string>} [headers] */
const json = (method, body, headers = {}) => ({ method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } });

/** @param {Response} response @returns {Promise<[string, string?]>} */
async function faultOf(response) {
    const text = await response.text();
    try {
        const { error } = JSON.parse(text);
        return [error.message, error.code];
    } catch {
        return [text || `The server answered ${response.status} ${response.statusText}.`];
    }
}

/** @param {number} status @param {string} message @param {string} [code] such as 0x80040265 */
function failure(status, message, code) {
    return Object.assign(new Error(message), { status, code, errorCode: code ? Number(code) | 0 : 0 });
}
