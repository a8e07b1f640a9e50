import { bare } from './webApi.js';
import { collection, strict } from './strict.js';

/** The form and the grid that a command is given: what they were when it was pressed. */

/**
 * @typedef {{ name: string, type: string, value: unknown, isDirty?: boolean, isRequired?: boolean }} Column
 * @typedef {{ entityName: string, entityId: string | null, primaryName: string | null, formType: number, columns: Column[] }} FormPage formType 1: create, 2: update, 3: read only, 4: disabled
 * @typedef {{ entityName: string, viewId: string | null, selected: { id: string, name: string | null }[], total: number }} GridPage
 * @typedef {(method: string, ...values: unknown[]) => Promise<any>} Host calls the app
 */

/** @param {FormPage} page @param {Host} host */
export function formContext(page, host) {
    const columns = page.columns.map(column => strict('attribute', {
        getName: () => column.name,
        getAttributeType: () => column.type,
        getValue: () => column.value ?? null,
        setValue(/** @type {unknown} */ value) {
            column.value = value;
            column.isDirty = true;
            host('SetFormValue', column.name, value);
        },
        getIsDirty: () => column.isDirty === true,
        getRequiredLevel: () => column.isRequired ? 'required' : 'none',
    }));
    const attributes = collection(columns, column => column.getName());

    const data = strict('formContext.data', {
        entity: strict('formContext.data.entity', {
            attributes,
            getId: () => page.entityId ? `{${bare(page.entityId).toUpperCase()}}` : '',
            getEntityName: () => page.entityName,
            getPrimaryAttributeValue: () => page.primaryName,
            getEntityReference: () => ({ id: page.entityId, name: page.primaryName, entityType: page.entityName }),
            getIsDirty: () => columns.some(column => column.getIsDirty()),
            save: () => host('SaveForm'),
        }),
        getIsDirty: () => columns.some(column => column.getIsDirty()),
        save: () => host('SaveForm'),
        refresh: (/** @type {boolean | undefined} */ save) => host(save ? 'SaveForm' : 'RefreshForm'),
        isValid: () => true,
    });

    return strict('formContext', {
        data,
        ui: strict('formContext.ui', {
            getFormType: () => page.formType,
            setFormNotification(/** @type {string} */ text, /** @type {string} */ level, /** @type {string} */ id) {
                host('SetFormNotification', text, level, id);
                return true;
            },
            clearFormNotification(/** @type {string} */ id) {
                host('ClearFormNotification', id);
                return true;
            },
            refreshRibbon: () => host('RefreshCommands'),
            close: () => host('CloseForm'),
        }),
        getAttribute: (/** @type {any} */ which) => attributes.get(which),
    });
}

/** @param {GridPage} page @param {Host} host */
export function gridContext(page, host) {
    const rows = collection(page.selected.map(row => strict('row', {
        getData: () => strict('row.getData()', { getEntity: () => strict('entity', {
            getId: () => `{${bare(row.id).toUpperCase()}}`,
            getEntityName: () => page.entityName,
            getPrimaryAttributeValue: () => row.name,
            getEntityReference: () => ({ id: row.id, name: row.name, entityType: page.entityName }),
        }) }),
    })), row => row.getData().getEntity().getId());

    return strict('gridContext', {
        getEntityName: () => page.entityName,
        getGrid: () => strict('gridContext.getGrid()', { getSelectedRows: () => rows, getTotalRecordCount: () => page.total }),
        getViewSelector: () => strict('gridContext.getViewSelector()', { getCurrentView: () => ({ id: page.viewId, entityType: 'savedquery' }) }),
        refresh: () => host('RefreshGrid'),
    });
}
