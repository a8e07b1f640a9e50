// The rules for the scripts of a solution: all rules of the platform's checker, and those of ESLint that its list names or that our scripts keep.
import powerApps from "@microsoft/eslint-plugin-power-apps";

const platform = Object.fromEntries(Object.keys(powerApps.rules).map((rule) => [`@microsoft/power-apps/${rule}`, "error"]));
const known = [
    "Offboarding", "Xrm", "GetGlobalContext", "window", "document", "fetch", "navigator", "crypto", "btoa", "Blob", "DOMParser", "Event", "Intl", "TextEncoder", "URL", "URLSearchParams"
];

export default [
    {
        files: ["**/*.js"],
        languageOptions: { ecmaVersion: 2018, sourceType: "script", globals: Object.fromEntries(known.map((name) => [name, "readonly"])) },
        linterOptions: { reportUnusedDisableDirectives: "error" },
        plugins: { "@microsoft/power-apps": powerApps },
        rules: {
            ...platform,
            strict: ["error", "function"],
            eqeqeq: "error",
            "no-alert": "error",
            "no-console": "error",
            "no-empty": "error",
            "no-eval": "error",
            "no-implied-eval": "error",
            "no-new-func": "error",
            "no-redeclare": ["error", { builtinGlobals: false }],
            "no-script-url": "error",
            "no-shadow": "error",
            "no-undef": "error",
            "no-unreachable": "error",
            "no-unused-vars": ["error", { caughtErrors: "none" }],
            "no-var": "error",
            "prefer-const": "error",
            "no-restricted-globals": ["error", "parent", "top", "opener"],
            "no-restricted-properties": [
                "error",
                { property: "innerHTML", message: "Set textContent or build elements." },
                { property: "outerHTML", message: "Build elements instead." },
                { property: "insertAdjacentHTML", message: "Build elements instead." },
                { object: "document", property: "write", message: "Build elements instead." },
                { object: "document", property: "writeln", message: "Build elements instead." }
            ],
            "no-restricted-syntax": [
                "error",
                { selector: "CallExpression[callee.property.name='postMessage'] > Literal[value='*']", message: "Name the origin that may read the message." }
            ]
        }
    }
];
