// The client API of the app: what commands of the solution see. .NET calls the functions that are exported here (see AppBridge.cs);
// this module calls .NET by `bridge.invokeMethodAsync(name, ...)`: Navigate, Refresh, Save, SetValue, Notify, ClearNotification.
//
// state of a form: { entityName, id, isNew, isDirty, name, formId, language, attributes: [{ name, label, type, value, formatted, required, dirty, disabled }] }
// state of a grid: { entityName, viewId, selectedIds: [..], rows: [{ id, name }] }
// call of a command: { libraries: [name], function: "Namespace.name", parameters: [{ kind, value }], place: "Form" | "Grid" | "Subgrid" }
let bridge = null;
let form = null;
let grid = null;
const loaded = new Map();

export function start(reference) {
    bridge = reference;
    form = null;
    grid = null;
}

export function showForm(state) {
    form = state;
}

export function showGrid(state) {
    grid = state;
}

export async function runCommand(call) {
    try {
        for (const library of call.libraries) await load(library);
        const target = call.function.split(".").reduce((found, name) => (found ? found[name] : undefined), window);
        if (typeof target !== "function") return `The function ${call.function} is in none of: ${call.libraries.join(", ")}.`;

        await target(...call.parameters.map((parameter) => argument(parameter)));
        return null;
    } catch (error) {
        return error && error.message ? error.message : String(error);
    }
}

function load(library) {
    if (!loaded.has(library)) {
        loaded.set(library, new Promise((done, failed) => {
            const script = document.createElement("script");
            script.src = "/WebResources/" + library;
            script.onload = () => done();
            script.onerror = () => {
                loaded.delete(library);
                failed(new Error(`The web resource ${library} cannot be loaded.`));
            };
            document.head.append(script);
        }));
    }
    return loaded.get(library);
}

function argument(parameter) {
    switch (parameter.kind) {
        case "Crm":
            return context(parameter.value);
        case "Int":
        case "Decimal":
            return Number(parameter.value);
        case "Bool":
        case "Boolean":
            return parameter.value === "true";
        default:
            return parameter.value;
    }
}

function context(name) {
    switch (name) {
        case "PrimaryControl":
        case "SelectedControl":
            return form ? formContext() : gridContext();
        case "FirstPrimaryItemId":
            return form ? form.id : null;
        case "PrimaryItemIds":
            return form && form.id ? [form.id] : [];
        case "SelectedControlSelectedItemIds":
            return grid ? grid.selectedIds.slice() : [];
        case "SelectedControlSelectedItemCount":
            return grid ? grid.selectedIds.length : 0;
        case "PrimaryEntityTypeName":
        case "SelectedEntityTypeName":
            return (form || grid).entityName;
        default:
            throw new Error(`The parameter ${name} of this command is not known here.`);
    }
}

function formContext() {
    const attribute = (name) => form.attributes.find((one) => one.name === name);
    return {
        data: {
            entity: { getId: () => (form.id ? `{${form.id.toUpperCase()}}` : ""), getEntityName: () => form.entityName, getPrimaryAttributeValue: () => form.name, getIsDirty: () => form.isDirty },
            refresh: () => bridge.invokeMethodAsync("Refresh"),
            save: () => save(),
            getIsDirty: () => form.isDirty,
        },
        getAttribute: (name) => {
            const found = attribute(name);
            return found ? { getName: () => found.name, getValue: () => found.value, getIsDirty: () => found.dirty } : null;
        },
        ui: {
            getFormType: () => (form.isNew ? 1 : 2),
            setFormNotification: (text, level, id) => bridge.invokeMethodAsync("Notify", text, level, id),
            clearFormNotification: (id) => bridge.invokeMethodAsync("ClearNotification", id),
        },
    };
}

async function save() {
    const problem = await bridge.invokeMethodAsync("Save");
    if (problem) throw new Error(problem);
}

function gridContext() {
    return { getGrid: () => ({ getSelectedRows: () => grid.selectedIds }), refresh: () => bridge.invokeMethodAsync("Refresh") };
}
