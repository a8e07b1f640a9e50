/** Script libraries and their texts, loaded once from the solution's own web resources. */

/**
 * @param {string} clientUrl
 * @param {number[]} languages the user's language first, then that of the organization
 * @param {(name: string) => Promise<string | null>} dependenciesOf the DependencyXml of a web resource
 */
export function createScripts(clientUrl, languages, dependenciesOf) {
    /** @type {Map<string, Promise<void>>} */
    const loaded = new Map();
    /** Texts by file, as `off_/strings/off.1031.resx`. @type {Map<string, Map<string, string>>} */
    const texts = new Map();

    const addressOf = (/** @type {string} */ name) => `${clientUrl}/WebResources/${name.split('/').map(encodeURIComponent).join('/')}`;

    /** @param {string} name of a script; its dependencies come first */
    function load(name) {
        let done = loaded.get(name);
        if (!done) {
            done = loadWithDependencies(name);
            done.catch(() => loaded.delete(name));
            loaded.set(name, done);
        }

        return done;
    }

    /** @param {string} name */
    async function loadWithDependencies(name) {
        const xml = await dependenciesOf(name);
        const needed = xml ? [...new DOMParser().parseFromString(xml, 'application/xml').querySelectorAll('Library')].map(library => library.getAttribute('name') ?? '') : [];
        await Promise.all(needed.filter(one => one && one !== name).map(one => one.endsWith('.resx') ? loadTexts(one) : load(one)));
        await new Promise((resolve, reject) => {
            const script = document.createElement('script');
            script.src = addressOf(name);
            script.async = false;
            script.addEventListener('load', () => resolve(undefined));
            script.addEventListener('error', () => reject(new Error(`The script ${name} is not in the solution, or it could not be read.`)));
            document.head.append(script);
        });
    }

    /** @param {string} file one language of a set of texts; the others of it come along, because a missing text falls back to them */
    async function loadTexts(file) {
        const base = file.replace(/\.\d+\.resx$/, '');
        await Promise.all(languages.map(language => `${base}.${language}.resx`).filter(one => !texts.has(one)).map(async one => {
            const response = await fetch(addressOf(one), { credentials: 'same-origin' });
            const found = new Map();
            if (response.ok) {
                const parsed = new DOMParser().parseFromString(await response.text(), 'application/xml');
                for (const entry of parsed.querySelectorAll('root > data')) found.set(entry.getAttribute('name') ?? '', entry.querySelector('value')?.textContent ?? '');
            }

            texts.set(one, found);
        }));
    }

    return {
        load,
        addressOf,

        /** A text in the user's language, else in that of the organization, else null, as the platform does. */
        text(/** @type {string} */ base, /** @type {string} */ key) {
            for (const language of languages) {
                const found = texts.get(`${base}.${language}.resx`)?.get(key);
                if (found !== undefined) return found;
            }

            return null;
        },

        /** @param {string} path such as `Offboarding.Commands.endFromForm` @returns {(...values: unknown[]) => unknown} */
        functionAt(path) {
            /** @type {any} */
            let owner = window;
            const names = path.split('.');
            const last = /** @type {string} */ (names.pop());
            for (const name of names) owner = owner?.[name];
            if (typeof owner?.[last] !== 'function') throw new Error(`The function ${path} is not in the script that the command names.`);
            return owner[last].bind(owner);
        },
    };
}
