// Each feature of the Web API by way of dynamics-web-api, a client that others wrote. Prints "ok FEATURE" for each that works, and stops at the first that does not.
import assert from "node:assert/strict";
import { DynamicsWebApi } from "dynamics-web-api";

const [serverUrl, token, otherUser, otherToken] = process.argv.slice(2);
const connect = (bearer) =>
  new DynamicsWebApi({ serverUrl, dataApi: { version: "9.2" }, timeout: 60000, onTokenRefresh: async () => bearer });
const api = connect(token);
const whoAmI = await api.callFunction({ functionName: "WhoAmI" });

const feature = async (name, act) => {
  try {
    await act();
  } catch (problem) {
    console.error(`${name}: ${problem?.stack ?? ""} ${JSON.stringify(problem)}`);
    process.exit(1);
  }
  console.log(`ok ${name}`);
};
const refused = async (act, status, code) => {
  const problem = await act().then(() => assert.fail("it was not refused"), (reason) => reason);
  assert.equal(problem.status, status, JSON.stringify(problem));
  if (code) assert.equal(problem.code, code);
  return problem;
};

let contoso, ada, alan;

await feature("create", async () => {
  contoso = await api.create({ collection: "accounts", data: { name: "Contoso", revenue: 100.5 } });
  assert.match(contoso, /^[0-9a-f-]{36}$/);
});

await feature("create with representation", async () => {
  const row = await api.create({ collection: "contacts", data: { firstname: "Ada", lastname: "Lovelace", "parentcustomerid_account@odata.bind": `/accounts(${contoso})` }, returnRepresentation: true, select: ["fullname"] });
  assert.equal(row.fullname, "Ada Lovelace");
  ada = row.contactid;
  alan = await api.create({ collection: "contacts", data: { firstname: "Alan", lastname: "Turing", "parentcustomerid_account@odata.bind": `/accounts(${contoso})` } });
});

await feature("create deep", async () => {
  const id = await api.create({ collection: "accounts", data: { name: "Deep", primarycontactid: { lastname: "First" }, Account_Tasks: [{ subject: "Call" }] } });
  const row = await api.retrieve({ collection: "accounts", key: id, select: ["name"], expand: [{ property: "primarycontactid", select: ["lastname"] }, { property: "Account_Tasks", select: ["subject"] }] });
  assert.equal(row.primarycontactid.lastname, "First");
  assert.equal(row.Account_Tasks[0].subject, "Call");
  await api.deleteRecord({ collection: "accounts", key: id });
});

await feature("create below a row", async () => {
  await api.create({ collection: "accounts", key: contoso, navigationProperty: "Account_Tasks", data: { subject: "Below" } });
});

await feature("retrieve with annotations", async () => {
  const row = await api.retrieve({ collection: "contacts", key: ada, select: ["fullname", "_parentcustomerid_value"], includeAnnotations: "*" });
  assert.equal(row["_parentcustomerid_value@OData.Community.Display.V1.FormattedValue"], "Contoso");
  assert.equal(row["_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"], "account");
  assert.equal(row["_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty"], "parentcustomerid_account");
});

await feature("retrieve through a navigation property", async () => {
  const row = await api.retrieve({ collection: "contacts", key: ada, navigationProperty: "parentcustomerid_account", select: ["name"] });
  assert.equal(row.name, "Contoso");
});

await feature("conditional retrieve", async () => {
  const row = await api.retrieve({ collection: "accounts", key: contoso, select: ["name"] });
  assert.equal(await api.retrieve({ collection: "accounts", key: contoso, select: ["name"], ifnonematch: row["@odata.etag"] }), undefined);
});

await feature("update", async () => {
  const row = await api.update({ collection: "accounts", key: contoso, data: { telephone1: "1" }, returnRepresentation: true, select: ["telephone1"] });
  assert.equal(row.telephone1, "1");
  await refused(() => api.update({ collection: "accounts", key: whoAmI.UserId, data: { name: "x" } }), 404, "0x80040217");
});

await feature("optimistic concurrency", async () => {
  const row = await api.retrieve({ collection: "accounts", key: contoso, select: ["name"] });
  await api.update({ collection: "accounts", key: contoso, data: { name: "Contoso AG" }, ifmatch: row["@odata.etag"] });
  assert.equal(await api.update({ collection: "accounts", key: contoso, data: { name: "x" }, ifmatch: row["@odata.etag"] }), false);
  assert.equal((await api.retrieve({ collection: "accounts", key: contoso, select: ["name"] })).name, "Contoso AG");
});

await feature("update of one property", async () => {
  await api.updateSingleProperty({ collection: "accounts", key: contoso, fieldValuePair: { telephone2: "2" } });
  assert.equal((await api.retrieve({ collection: "accounts", key: contoso, select: ["telephone2"] })).telephone2, "2");
  await api.deleteRecord({ collection: "accounts", key: contoso, property: "telephone2" });
  assert.equal((await api.retrieve({ collection: "accounts", key: contoso, select: ["telephone2"] })).telephone2, null);
});

await feature("upsert", async () => {
  const id = "11111111-0000-4000-8000-000000000001";
  const created = await api.upsert({ collection: "accounts", key: id, data: { name: "Upserted" }, returnRepresentation: true, select: ["name"] });
  assert.equal(created.name, "Upserted");
  await api.upsert({ collection: "accounts", key: id, data: { name: "Again" } });
  assert.equal(await api.upsert({ collection: "accounts", key: id, data: { name: "x" }, ifnonematch: "*" }), null);
  await api.deleteRecord({ collection: "accounts", key: id });
});

await feature("alternate keys", async () => {
  const rule = (await api.retrieveMultiple({ collection: "off_noticerules", select: ["off_ruleid", "off_version"], top: 1 })).value[0];
  const row = await api.retrieve({ collection: "off_noticerules", key: `off_ruleid='${rule.off_ruleid}',off_version=${rule.off_version}`, select: ["off_ruleid"] });
  assert.equal(row.off_noticeruleid, rule.off_noticeruleid);
});

await feature("filter, order, top, count", async () => {
  const rows = await api.retrieveMultiple({ collection: "contacts", select: ["lastname"], filter: `_parentcustomerid_value eq ${contoso} and contains(firstname,'a')`, orderBy: ["lastname desc"], count: true });
  assert.deepEqual(rows.value.map((row) => row.lastname), ["Turing", "Lovelace"]);
  assert.equal(rows.oDataCount, 2);
  assert.equal((await api.retrieveMultiple({ collection: "contacts", select: ["lastname"], top: 1 })).value.length, 1);
  const own = await api.retrieveMultiple({ collection: "accounts", select: ["name"], filter: "Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid') and name eq @name and accountid eq " + contoso, queryParams: ["@name='Contoso AG'"] });
  assert.equal(own.value.length, 1);
});

await feature("expand", async () => {
  const rows = await api.retrieveMultiple({ collection: "accounts", select: ["name"], filter: `accountid eq ${contoso}`, expand: [{ property: "contact_customer_accounts", select: ["lastname"], filter: "firstname eq 'Ada'", expand: [{ property: "parentcustomerid_account", select: ["name"] }] }] });
  assert.equal(rows.value[0].contact_customer_accounts[0].parentcustomerid_account.name, "Contoso AG");
});

await feature("aggregation", async () => {
  const rows = await api.retrieveMultiple({ collection: "contacts", apply: `filter(_parentcustomerid_value eq ${contoso})/aggregate($count as rows)` });
  assert.equal(rows.value[0].rows, 2);
});

await feature("pages", async () => {
  const first = await api.retrieveMultiple({ collection: "off_noticerules", select: ["off_ruleid"], maxPageSize: 10 });
  assert.equal(first.value.length, 10);
  const second = await api.retrieveMultiple({ collection: "off_noticerules", select: ["off_ruleid"], maxPageSize: 10 }, first.oDataNextLink);
  assert.notEqual(second.value[0].off_noticeruleid, first.value[0].off_noticeruleid);
  const all = await api.retrieveAll({ collection: "off_noticerules", select: ["off_ruleid"], maxPageSize: 10 });
  assert.equal(new Set(all.value.map((row) => row.off_noticeruleid)).size, all.value.length);
  assert.equal(all.value.length, await api.count({ collection: "off_noticerules" }));
  assert.equal(all.value.length, await api.countAll({ collection: "off_noticerules", select: ["off_ruleid"] }));
});

await feature("FetchXML", async () => {
  const fetchXml = "<fetch count='10'><entity name='off_noticerule'><attribute name='off_ruleid'/><order attribute='off_ruleid'/></entity></fetch>";
  const first = await api.fetch({ collection: "off_noticerules", fetchXml, includeAnnotations: "*" });
  assert.equal(first.value.length, 10);
  assert.equal(first.PagingInfo.nextPage, 2);
  const second = await api.fetch({ collection: "off_noticerules", fetchXml, pageNumber: first.PagingInfo.nextPage, pagingCookie: first.PagingInfo.cookie });
  assert.ok(second.value[0].off_ruleid > first.value[9].off_ruleid);
  const all = await api.fetchAll({ collection: "off_noticerules", fetchXml, includeAnnotations: "*" });
  assert.equal(all.value.length, await api.count({ collection: "off_noticerules" }));
});

await feature("associate and disassociate", async () => {
  await api.disassociate({ collection: "accounts", primaryKey: contoso, relationshipName: "contact_customer_accounts", relatedKey: alan });
  assert.equal(await api.count({ collection: "contacts", filter: `_parentcustomerid_value eq ${contoso}` }), 1);
  await api.associate({ collection: "accounts", primaryKey: contoso, relationshipName: "contact_customer_accounts", relatedCollection: "contacts", relatedKey: alan });
  assert.equal(await api.count({ collection: "contacts", filter: `_parentcustomerid_value eq ${contoso}` }), 2);
});

await feature("single-valued associate and disassociate", async () => {
  await api.associateSingleValued({ collection: "accounts", primaryKey: contoso, navigationProperty: "primarycontactid", relatedCollection: "contacts", relatedKey: ada });
  assert.equal((await api.retrieve({ collection: "accounts", key: contoso, select: ["_primarycontactid_value"] }))._primarycontactid_value, ada);
  await api.disassociateSingleValued({ collection: "accounts", primaryKey: contoso, navigationProperty: "primarycontactid" });
  assert.equal((await api.retrieve({ collection: "accounts", key: contoso, select: ["_primarycontactid_value"] }))._primarycontactid_value, null);
});

await feature("functions", async () => {
  const policy = await api.callFunction({ functionName: "RetrieveEnvironmentVariableValue", parameters: { DefinitionSchemaName: "off_DeactivationPolicy" } });
  assert.equal(policy.Value, "block");
  const rights = await api.callFunction({ functionName: "Microsoft.Dynamics.CRM.RetrievePrincipalAccess", collection: "systemusers", key: whoAmI.UserId, parameters: { Target: { "@odata.id": `accounts(${contoso})` } } });
  assert.match(rights.AccessRights, /ReadAccess/);
});

await feature("actions", async () => {
  const preview = await api.callAction({ actionName: "off_PreviewOffboarding", action: { AccountIds: [contoso], Day: "2027-01-15" } });
  assert.equal(preview.Accounts.length, 1);
  const created = await api.callAction({ collection: "accounts", actionName: "Microsoft.Dynamics.CRM.CreateMultiple", action: { Targets: [{ "@odata.type": "Microsoft.Dynamics.CRM.account", name: "Bulk" }] } });
  assert.equal(created.Ids.length, 1);
  await api.deleteRecord({ collection: "accounts", key: created.Ids[0] });
});

await feature("batch with a change set", async () => {
  api.startBatch();
  api.create({ collection: "accounts", data: { name: "Batched" }, contentId: "1" });
  api.create({ collection: "contacts", data: { lastname: "Of batch", "parentcustomerid_account@odata.bind": "$1" }, contentId: "2" });
  api.retrieveMultiple({ collection: "accounts", select: ["name"], filter: "name eq 'Batched'" });
  const [account, contact, found] = await api.executeBatch();
  assert.match(account, /^[0-9a-f-]{36}$/);
  assert.match(contact, /^[0-9a-f-]{36}$/);
  assert.equal(found.value.length, 1);
});

await feature("batch that fails is undone", async () => {
  api.startBatch();
  api.create({ collection: "accounts", data: { name: "Undone" }, contentId: "1" });
  api.create({ collection: "accounts", data: { name: "x", accountcategorycode: 99 }, contentId: "2" });
  const problems = await api.executeBatch().then(() => assert.fail("it was not refused"), (reason) => reason);
  assert.equal((Array.isArray(problems) ? problems.find((one) => one.status >= 400) : problems).status, 400);
  assert.equal(await api.count({ collection: "accounts", filter: "name eq 'Undone'" }), 0);
});

await feature("batch that goes on after an error", async () => {
  api.startBatch();
  api.create({ collection: "accounts", data: { nope: 1 }, inChangeSet: false });
  api.create({ collection: "accounts", data: { name: "Went on" }, inChangeSet: false });
  await api.executeBatch({ continueOnError: true }).catch(() => {});
  assert.equal(await api.count({ collection: "accounts", filter: "name eq 'Went on'" }), 1);
});

await feature("tag and bypass", async () => {
  await api.create({ collection: "accounts", data: { name: "Tagged" }, tag: "off_import" });
  await api.create({ collection: "accounts", data: { name: "Bypassed" }, bypassCustomPluginExecution: true });
});

await feature("errors", async () => {
  await refused(() => api.create({ collection: "accounts", data: { nope: 1 } }), 400, "0x80090801");
  await refused(() => api.retrieve({ collection: "nopes", key: contoso }), 404, "0x8006088a");
  const refusal = await refused(() => api.callAction({ actionName: "off_PreviewOffboarding", action: {} }), 400, "0x80094004");
  assert.match(refusal.message, /AccountIds/);
});

await feature("impersonation", async () => {
  assert.equal((await api.callFunction({ functionName: "WhoAmI", impersonate: otherUser })).UserId, otherUser);
  await refused(() => connect(otherToken).callFunction({ functionName: "WhoAmI", impersonate: whoAmI.UserId }), 403, "0x80040220");
});

await feature("tokens", async () => {
  assert.equal((await connect(otherToken).callFunction({ functionName: "WhoAmI" })).UserId, otherUser);
  await refused(() => connect("nope").callFunction({ functionName: "WhoAmI" }), 401);
});

await feature("metadata document", async () => {
  assert.match(await api.retrieveCsdlMetadata(), /off_PreviewOffboarding/);
});

await feature("metadata of tables", async () => {
  const table = await api.retrieveEntity({ key: "LogicalName='off_contract'", select: ["LogicalName", "SchemaName"], expand: [{ property: "Attributes", select: ["LogicalName"], filter: "LogicalName eq 'off_law'" }] });
  assert.equal(table.Attributes[0].LogicalName, "off_law");
  assert.equal((await api.retrieveEntity({ key: table.MetadataId, select: ["LogicalName"] })).LogicalName, "off_contract");
  const tables = await api.retrieveEntities({ select: ["LogicalName"], filter: "IsCustomEntity eq true" });
  assert.ok(tables.value.some((one) => one.LogicalName === "off_contract"));
});

await feature("metadata of columns", async () => {
  const choices = await api.retrieveAttributes({ entityKey: "LogicalName='off_contract'", castType: "Microsoft.Dynamics.CRM.PicklistAttributeMetadata", select: ["LogicalName"], expand: [{ property: "OptionSet" }] });
  const law = choices.value.find((one) => one.LogicalName === "off_law");
  assert.equal(law.OptionSet.Options.length, 3);
  const column = await api.retrieveAttribute({ entityKey: "LogicalName='off_contract'", attributeKey: law.MetadataId, castType: "Microsoft.Dynamics.CRM.PicklistAttributeMetadata", select: ["LogicalName", "SchemaName"] });
  assert.equal(column.LogicalName, "off_law");
});

await feature("metadata of relationships and choices", async () => {
  const relationships = await api.retrieveRelationships({ castType: "Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata", select: ["SchemaName"], filter: "ReferencingEntity eq 'off_contract' and ReferencedEntity eq 'account'" });
  const relationship = await api.retrieveRelationship({ key: relationships.value[0].MetadataId, castType: "Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata", select: ["ReferencingAttribute"] });
  assert.equal(relationship.ReferencingAttribute, "off_accountid");
  const choices = await api.retrieveGlobalOptionSets({ select: ["Name"] });
  const choice = await api.retrieveGlobalOptionSet({ key: `Name='${choices.value[0].Name}'`, castType: "Microsoft.Dynamics.CRM.OptionSetMetadata" });
  assert.ok(choice.Options.length > 0);
});

await feature("expand of an owner, count of different values", async () => {
  const row = await api.retrieve({ collection: "accounts", key: contoso, select: ["name"], expand: [{ property: "ownerid", select: ["ownerid"] }] });
  assert.equal(row.ownerid.ownerid, whoAmI.UserId);
  const rows = await api.retrieveMultiple({ collection: "contacts", apply: `filter(_parentcustomerid_value eq ${contoso})/aggregate(lastname with countdistinct as names)` });
  assert.equal(rows.value[0].names, 2);
});

await feature("delete", async () => {
  await api.deleteRecord({ collection: "contacts", key: alan });
  await refused(() => api.deleteRecord({ collection: "contacts", key: alan }), 404, "0x80040217");
});
