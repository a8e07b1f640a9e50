using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboard.Local;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.LocalDataverse.Persistence;

/// <summary>The packed solution in a file: what it refuses and judges is the same after the process ended.</summary>
public sealed class KeptProductScenarios
{
    [Fact]
    public void The_packed_solution_works_on_where_the_process_before_it_ended()
    {
        using var world = new KeptWorld(new EnvironmentOptions { Now = new DateTime(2027, 1, 15, 12, 0, 0, DateTimeKind.Utc) });
        world.Local.ImportSolution(Artifacts.ManagedZip);
        StepLoop.Run(world.Service, "off_InstallDefaults", world.Local.Clock.Advance, TestContext.Current.CancellationToken);
        var account = world.Service.Create(new Entity("account") { ["name"] = "Contoso GmbH" });
        world.Service.Create(SolutionEnvironment.Contract(account).Entity);
        var refusal = Refusal(world, account);

        world.Reopen();

        Assert.Equal(refusal, Refusal(world, account));
        Assert.EndsWith("[OFF-1101]", refusal, StringComparison.Ordinal);
        StepLoop.Run(world.Service, "off_RunNightly", world.Local.Clock.Advance, TestContext.Current.CancellationToken);
        world.Reopen();
        Assert.NotNull(world.Service.RetrieveMultiple(new QueryExpression(ContractRow.Table) { ColumnSet = new ColumnSet(ContractRow.Columns.ComputedOn) }).Entities.Single()[ContractRow.Columns.ComputedOn]);
    }

    static string Refusal(KeptWorld world, Guid account) => SolutionEnvironment.RefusalOf(() => world.Service.Update(new Entity("account", account) { ["statecode"] = new OptionSetValue(1) }));
}
