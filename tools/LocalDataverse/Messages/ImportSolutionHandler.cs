using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>ImportSolution: the zip is imported, or nothing of it; the row of importjob says how it ended, whichever way.</summary>
/// <remarks>
/// https://learn.microsoft.com/power-platform/alm/work-with-solutions. It is its own transaction, so it stands alone: not in a plug-in, not in a batch. Faults:
/// 0x80048033, or the code of what is wrong with the solution.
/// </remarks>
internal sealed class ImportSolutionHandler : MessageHandler
{
    internal override string Message => "ImportSolution";

    protected override IReadOnlyCollection<string> Parameters { get; } =
        ["CustomizationFile", "ImportJobId", "OverwriteUnmanagedCustomizations", "PublishWorkflows", "ConvertToManaged", "HoldingSolution", "SkipProductUpdateDependencies"];

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        var zip = request.Required<byte[]>("CustomizationFile");
        foreach (var name in new[] { "ConvertToManaged", "HoldingSolution" })
        {
            if (request.Value<bool>(name, whenAbsent: false)) throw Fault.Unsupported($"{name} of ImportSolution");
        }

        if (call.Scope is not null || call.ByPlugin || call.InBatch) throw Fault.Unsupported("ImportSolution inside of another request: send it by itself");

        call.InTransaction(() =>
        {
            call.Access.DemandPrivilege("prvImportCustomization");
            return 0;
        });
        var job = request.Value<Guid>("ImportJobId", whenAbsent: Guid.Empty) is var given && given != Guid.Empty ? given : call.Organization.Ids.Next();
        try
        {
            var result = call.Organization.Importer.Import(zip, isUpgrade: false);
            Write(call, job, result.SolutionUniqueName, Succeeded(result));
        }
        catch (SolutionImportException wrong)
        {
            Write(call, job, solution: null, new XElement("importexportxml", new XAttribute("succeeded", "false"), new XAttribute("status", wrong.Message)));
            throw Fault.Of(wrong.ErrorCode is { } code ? (FaultCode)code : FaultCode.ImportSolutionError, wrong.Message);
        }

        return new ImportSolutionResponse { ResponseName = Message };
    }

    static XElement Succeeded(ImportResult result) => new(
        "importexportxml",
        new XAttribute("succeeded", "true"),
        new XElement("solutionManifests", new XElement("solutionManifest", new XElement("UniqueName", result.SolutionUniqueName), new XElement("Version", result.Version.ToString()))),
        result.Components.GroupBy(component => component.Kind, StringComparer.Ordinal).Select(kind => new XElement("components", new XAttribute("kind", kind.Key), new XAttribute("count", kind.Count()))));

    static void Write(Call call, Guid job, string? solution, XElement data)
    {
        using var scope = new TransactionScope(call.Organization);
        new SystemRows(scope, call.Organization.Clock.UtcNow, call.Caller.UserId).Write(
            "importjob",
            job,
            ("name", "Customizations"),
            ("solutionname", solution),
            ("progress", 100.0),
            ("startedon", call.StartedOn),
            ("completedon", call.Organization.Clock.UtcNow),
            ("data", data.ToString(SaveOptions.DisableFormatting)));
        scope.Commit();
    }
}
