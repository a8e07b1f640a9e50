/**
 * Objects of the client API that answer for what they have and refuse the rest by name: a script that asks for more must not
 * go on with `undefined`.
 */

/** What the language itself asks objects for. */
const ASKED_BY_THE_LANGUAGE = new Set(['then', 'toJSON', 'constructor', 'prototype', '$$typeof', 'nodeType']);

/**
 * @template {object} T
 * @param {string} path how a script writes the object, such as `Xrm.Navigation`
 * @param {T} members what it has
 * @returns {T} the same, with an error for every other member
 */
export function strict(path, members) {
    return new Proxy(members, {
        get(target, name, receiver) {
            if (typeof name === 'symbol' || name in target || ASKED_BY_THE_LANGUAGE.has(name)) return Reflect.get(target, name, receiver);
            throw new Error(`${path}.${name} is not part of this app. In Dataverse it may exist; docs/reference/web-app.md lists what is here.`);
        },
    });
}

/**
 * A collection as the client API has them: by position, by key, or each in turn.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 */
export function collection(items, keyOf) {
    return {
        get(/** @type {undefined | number | string | ((item: T, index: number) => boolean)} */ which) {
            if (which === undefined) return [...items];
            if (typeof which === 'number') return items[which] ?? null;
            if (typeof which === 'function') return items.filter(which);
            return items.find(item => keyOf(item) === which) ?? null;
        },
        forEach(/** @type {(item: T, index: number) => void} */ action) { items.forEach(action); },
        getLength() { return items.length; },
    };
}
