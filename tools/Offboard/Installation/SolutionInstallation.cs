using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboard.Connection;
using Offboard.Connection.Online;

namespace Offboard.Installation;

/// <summary>Imports a solution into an organization and sees to it that its steps are on.</summary>
/// <param name="organization">Where.</param>
/// <param name="service">As whom.</param>
/// <param name="watching">Another service of the same user, for another thread.</param>
internal sealed class SolutionInstallation(IOrganization organization, IOrganizationService service, IOrganizationService watching)
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>How long an import that gave no answer is looked after.</summary>
    static readonly TimeSpan LongestImport = TimeSpan.FromHours(1);

    /// <summary>Version that is installed. Null: none is. One request.</summary>
    public string? Installed(string uniqueName)
    {
        var query = new QueryByAttribute("solution") { ColumnSet = new ColumnSet("version") };
        query.AddAttributeValue("uniquename", uniqueName);
        return service.RetrieveMultiple(query).Entities is [var found] ? found.GetAttributeValue<string>("version") : null;
    }

    /// <summary>Imports. The row of the import job is looked at while it runs; where the answer is lost, it tells how the import ended.</summary>
    /// <param name="zip">The solution.</param>
    /// <param name="progress">Hears of percent.</param>
    /// <exception cref="System.ServiceModel.FaultException">The platform refused it, and says why.</exception>
    /// <exception cref="CommandFailure">The answer was lost, and the job says that it failed or does not end.</exception>
    public void Import(SolutionFile zip, Action<int> progress)
    {
        var job = Guid.NewGuid();
        var request = new ImportSolutionRequest { CustomizationFile = zip.Bytes, ImportJobId = job, OverwriteUnmanagedCustomizations = false, PublishWorkflows = true };
        if (organization is EmbeddedOrganization)
        {
            service.Execute(request);
            return;
        }

        var import = Task.Run(() => service.Execute(request));
        while (!((IAsyncResult)import).AsyncWaitHandle.WaitOne(Look)) progress((int)(Job(job)?.GetAttributeValue<double?>("progress") ?? 0));

        try
        {
            import.GetAwaiter().GetResult();
        }
        catch (OutcomeUnknown lost)
        {
            Await(job, lost, progress);
        }
    }

    /// <summary>Switches on the steps of plug-in assemblies that are off. Two requests, and one for each step.</summary>
    /// <returns>How many steps there are, and the names of those that were off.</returns>
    public (int Steps, IReadOnlyList<string> Activated) ActivateSteps(IReadOnlyList<string> assemblies)
    {
        if (assemblies.Count == 0) return (0, []);

        var query = new QueryExpression("sdkmessageprocessingstep") { ColumnSet = new ColumnSet("name", "statecode") };
        var types = query.AddLink("plugintype", "plugintypeid", "plugintypeid");
        types.AddLink("pluginassembly", "pluginassemblyid", "pluginassemblyid").LinkCriteria.AddCondition("name", ConditionOperator.In, [.. assemblies]);
        var steps = service.AllRows(query).ToList();
        var off = steps.Where(step => step.ChoiceOf("statecode") == 1).ToList();
        foreach (var step in off) service.Update(new Entity("sdkmessageprocessingstep", step.Id) { ["statecode"] = new OptionSetValue(0), ["statuscode"] = new OptionSetValue(1) });
        return (steps.Count, [.. off.Select(step => step.Shown("name"))]);
    }

    void Await(Guid id, OutcomeUnknown lost, Action<int> progress)
    {
        for (var waited = TimeSpan.Zero; waited < LongestImport; waited += Look)
        {
            if (Job(id) is { } job && job.GetAttributeValue<DateTime?>("completedon") is not null)
            {
                if (job.GetAttributeValue<string>("data")?.Contains("succeeded=\"false\"", StringComparison.Ordinal) != true && job.GetAttributeValue<double?>("progress") >= 100) return;

                throw new CommandFailure($"The import failed; its job {id:D} says why.", "Look at it under Solutions, See history.");
            }

            progress((int)(Job(id)?.GetAttributeValue<double?>("progress") ?? 0));
            organization.Wait(Look);
        }

        throw new CommandFailure($"{lost.Message} The job {id:D} did not end within an hour.", "Look under Solutions, See history, before you import again.");
    }

    /// <summary>The row of the import job. Null: it is not there yet.</summary>
    Entity? Job(Guid id)
    {
        var query = new QueryByAttribute("importjob") { ColumnSet = new ColumnSet("progress", "completedon", "data") };
        query.AddAttributeValue("importjobid", id);
        return watching.RetrieveMultiple(query).Entities.FirstOrDefault();
    }
}
