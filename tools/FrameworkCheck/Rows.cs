using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace FrameworkCheck;

/// <summary>The rows that the gate reads, by hand: a German contract of 24 months from 1 January 2025, three months' notice. Whatever else is asked for fails.</summary>
/// <param name="account">Whose contract it is.</param>
/// <param name="renewal">Option of off_renewal.</param>
sealed class Rows(Guid account, int renewal) : IOrganizationService
{
    const int First = 727000000;

    public EntityCollection RetrieveMultiple(QueryBase query)
    {
        var table = ((QueryExpression)query).EntityName;
        var rows = new EntityCollection { EntityName = table };
        switch (table)
        {
            case "usersettings":
                rows.Entities.Add(new Entity(table, Guid.NewGuid()) { ["uilanguageid"] = 1033, ["timezonecode"] = 110 });
                return rows;
            case "environmentvariabledefinition" or "off_noticerule":
                return rows;
            case "account":
                rows.Entities.Add(new Entity(table, account) { ["accountid"] = account, ["name"] = "Contoso GmbH", ["statecode"] = new OptionSetValue(0) });
                return rows;
            case "off_contract":
                rows.Entities.Add(Contract());
                return rows;
            default:
                throw NotExpected("query of " + table);
        }
    }

    public OrganizationResponse Execute(OrganizationRequest request)
    {
        if (request is not LocalTimeFromUtcTimeRequest { TimeZoneCode: 110 } instant) throw NotExpected(request.RequestName);

        // W. Europe in January.
        return new LocalTimeFromUtcTimeResponse { Results = { ["LocalTime"] = instant.UtcTime.AddHours(1) } };
    }

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => throw NotExpected("Retrieve");

    public Guid Create(Entity entity) => throw NotExpected("Create");

    public void Update(Entity entity) => throw NotExpected("Update");

    public void Delete(string entityName, Guid id) => throw NotExpected("Delete");

    public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw NotExpected("Associate");

    public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw NotExpected("Disassociate");

    Entity Contract() => new("off_contract", Guid.NewGuid())
    {
        ["off_name"] = "V-2041",
        ["off_accountid"] = new EntityReference("account", account),
        ["a0.name"] = new AliasedValue("account", "name", "Contoso GmbH"),
        ["off_law"] = new OptionSetValue(First),
        ["off_party"] = new OptionSetValue(First),
        ["off_customertype"] = new OptionSetValue(First),
        ["off_contractkind"] = new OptionSetValue(First),
        ["off_concludedon"] = new DateTime(2024, 12, 1),
        ["off_start"] = new DateTime(2025, 1, 1),
        ["off_initialterm"] = "24M",
        ["off_renewal"] = new OptionSetValue(renewal),
        ["off_renewalterm"] = renewal == First ? null : "12M",
        ["off_notice"] = "3M",
        ["versionnumber"] = 4711L,
    };

    static InvalidOperationException NotExpected(string what) => new("The gate asked for what this check does not have: " + what + ". Add it here, by hand.");
}
