using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>RetrieveEnvironmentVariableValue: the value of an environment variable, else its default.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/retrieveenvironmentvariablevalue</remarks>
internal sealed class RetrieveEnvironmentVariableValueHandler : MessageHandler
{
    internal override string Message => "RetrieveEnvironmentVariableValue";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["DefinitionSchemaName"];

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        var name = request.Required<string>("DefinitionSchemaName");
        return call.InTransaction(() =>
        {
            var definitions = call.Catalog.Table("environmentvariabledefinition");
            var values = call.Catalog.Table("environmentvariablevalue");
            call.Access.DemandPrivilege(definitions, TableRights.Read);
            var definition = call.Transaction.Scan(definitions).FirstOrDefault(row => row[definitions.Column("schemaname")] as string == name) ?? throw Fault.Of(
                FaultCode.ObjectDoesNotExist, $"There is no environment variable {name}. Import the solution that brings it, or correct the name.");
            var value = call.Transaction.Lookup(values, values.Column("environmentvariabledefinitionid"), definition.Id).FirstOrDefault();
            return new OrganizationResponse
            {
                ResponseName = Message,
                Results = { ["Value"] = value?[values.Column("value")] ?? definition[definitions.Column("defaultvalue")]! },
            };
        });
    }
}
