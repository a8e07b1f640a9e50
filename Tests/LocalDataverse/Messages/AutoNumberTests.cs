using System;
using System.Xml.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class AutoNumberTests
{
    [Fact, Trait("fidelity", "F165")]
    public void The_number_is_drawn_by_the_write_so_that_only_PostOperation_sees_it()
    {
        using var environment = With(
            new TestStep("Observe", "Create", "tst_ticket", 20) { Configuration = "before" },
            new TestStep("Observe", "Create", "tst_ticket", 40) { Configuration = "after" });

        environment.Administrator.Create(new Entity("tst_ticket") { ["tst_name"] = "one" });

        Assert.DoesNotContain("tst_number", environment.Seen("before", "input.Target"), StringComparison.Ordinal);
        Assert.Contains("tst_number", environment.Seen("after", "input.Target"), StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F039")]
    public void A_number_that_an_undone_create_drew_is_not_given_again()
    {
        var refusal = new TestStep("Refuse", "Create", "tst_ticket", 40) { Configuration = "Not this one." };
        using var environment = With(refusal);

        Observation.FaultOf(() => environment.Administrator.Create(new Entity("tst_ticket")));
        environment.Administrator.Update(new Entity("sdkmessageprocessingstep", refusal.Id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });
        environment.Administrator.Create(new Entity("tst_ticket"));

        var rows = environment.Administrator.RetrieveMultiple(new QueryExpression("tst_ticket") { ColumnSet = new ColumnSet("tst_number") }).Entities;
        Assert.Equal("T-01001", Assert.Single(rows)["tst_number"]);
    }

    static LocalEnvironment With(params TestStep[] steps)
    {
        var solution = new TestSolution
        {
            Tables = { new TestTable("tst_Ticket") { Columns = { TestTable.Text("tst_Number", 50, new XElement("AutoNumberFormat", "T-{SEQNUM:5}")) } } },
        };
        solution.Steps.AddRange(steps);
        var environment = LocalEnvironment.Create();
        environment.ImportSolution(solution.ToZip());
        return environment;
    }
}
