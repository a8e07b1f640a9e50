using System;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.LocalDataverse.Messages;

/// <summary>Short ways to what tests often look at.</summary>
internal static class Rows
{
    internal static (int State, int Status) StateOf(this LocalEnvironment environment, string table, Guid id)
    {
        var row = environment.Administrator.Retrieve(table, id, new ColumnSet("statecode", "statuscode"));
        return (row.GetAttributeValue<OptionSetValue>("statecode").Value, row.GetAttributeValue<OptionSetValue>("statuscode").Value);
    }

    internal static EntityReference Root(this LocalEnvironment environment) =>
        new("businessunit", ((WhoAmIResponse)environment.Administrator.Execute(new WhoAmIRequest())).BusinessUnitId);
}
