import { bare } from './webApi.js';
import { collection, strict } from './strict.js';

/** The form and the grid that a command is given: what they were when it was pressed. */

/**
 * @typedef {{ name: string, label: string, type: string, value: unknown, formatted: string | null, required: boolean }} Column
 * @typedef {{ entityName: string, id: string | null, isNew: boolean, isDirty: boolean, name: string | null, formId: string | null, language: number, attributes: Column[] }} FormState
 * @typedef {{ entityName: string, viewId: string | null, selectedIds: string[], rows: { id: string, name: string | null }[] }} GridState
 * @typedef {(method: string, ...values: unknown[]) => Promise<any>} Host calls a method of the app, see AppBridge.cs
 */

/** Ids as the client API gives them. @param {string | null} id */
const braced = id => id ? `{${bare(id).toUpperCase()}}` : '';

/** @param {FormState} state @param {Host} host */
export function formContext(state, host) {
    const attributes = collection(state.attributes.map(column => attribute(column, state, host)), column => column.getName());
    const save = async () => {
        const problem = await host('Save');
        if (problem) throw new Error(problem);
        state.isDirty = false;
    };
    const data = strict('formContext.data', {
        entity: strict('formContext.data.entity', {
            attributes,
            getId: () => braced(state.id),
            getEntityName: () => state.entityName,
            getPrimaryAttributeValue: () => state.name,
            getEntityReference: () => ({ id: braced(state.id), name: state.name, entityType: state.entityName }),
            getIsDirty: () => state.isDirty,
            save,
        }),
        getIsDirty: () => state.isDirty,
        save,
        refresh: (/** @type {boolean | undefined} */ saveFirst) => saveFirst ? save().then(() => host('Refresh')) : host('Refresh'),
    });

    return strict('formContext', {
        data,
        ui: strict('formContext.ui', {
            getFormType: () => state.isNew ? 1 : 2,
            setFormNotification(/** @type {string} */ text, /** @type {string} */ level, /** @type {string} */ id) {
                host('Notify', text, level, id);
                return true;
            },
            clearFormNotification(/** @type {string} */ id) {
                host('ClearNotification', id);
                return true;
            },
            refreshRibbon: () => host('Refresh'),
            close: () => host('Navigate', `/list/${state.entityName}`),
        }),
        getAttribute: (/** @type {any} */ which) => attributes.get(which),
    });
}

/** @param {Column} column @param {FormState} state @param {Host} host */
function attribute(column, state, host) {
    return strict('attribute', {
        getName: () => column.name,
        getAttributeType: () => column.type,
        getValue: () => column.value ?? null,
        setValue(/** @type {unknown} */ value) {
            column.value = value;
            state.isDirty = true;
            return host('SetValue', column.name, typed(value));
        },
        getRequiredLevel: () => column.required ? 'required' : 'none',
    });
}

/** A value as an input of the column takes it, see AppBridge.SetValue. @param {any} value @returns {string | null} */
function typed(value) {
    if (value === null || value === undefined) return null;
    if (typeof value === 'boolean') return value ? '1' : '0';
    if (value instanceof Date) return value.toISOString();
    if (Array.isArray(value)) return value.length === 0 ? null : `${value[0].entityType}:${bare(value[0].id)}:${value[0].name ?? ''}`;
    return String(value);
}

/** @param {GridState} state @param {Host} host */
export function gridContext(state, host) {
    const rows = collection(state.rows.map(row => strict('row', {
        getData: () => strict('row.getData()', { getEntity: () => strict('entity', {
            getId: () => braced(row.id),
            getEntityName: () => state.entityName,
            getPrimaryAttributeValue: () => row.name,
            getEntityReference: () => ({ id: braced(row.id), name: row.name, entityType: state.entityName }),
        }) }),
    })), row => row.getData().getEntity().getId());

    return strict('gridContext', {
        getEntityName: () => state.entityName,
        getGrid: () => strict('gridContext.getGrid()', { getSelectedRows: () => rows }),
        getViewSelector: () => strict('gridContext.getViewSelector()', { getCurrentView: () => ({ id: braced(state.viewId), entityType: 'savedquery' }) }),
        refresh: () => host('Refresh'),
    });
}
