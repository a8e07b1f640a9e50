using System;
using System.Text;
using LocalDataverse;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

public class TraceTests
{
    [Fact, Trait("fidelity", "F114")]
    public void Each_call_is_a_line_and_only_the_newest_ten_kilobytes_are_kept()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("SayMuch", "Create", "account", 20) { Configuration = "1000" });

        environment.CreateAccount();

        var text = Assert.Single(environment.Said());
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 9 * 1024, 10 * 1024);
        Assert.EndsWith("line 1000 of a long story", text, StringComparison.Ordinal);
        Assert.DoesNotContain("line 0001", text, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F117")]
    public void Braces_are_text_when_a_line_has_no_arguments()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Say", "Create", "account", 20) { Configuration = "{0} of {json}" });

        environment.CreateAccount();

        Assert.Equal(["{0} of {json}"], environment.Said());
    }

    [Fact, Trait("fidelity", "F120")]
    public void An_unexpected_exception_is_logged_with_its_message_and_its_stack()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Crash", "Create", "account", 20));

        Observation.FaultOf(() => environment.CreateAccount());

        var log = Assert.Single(environment.Administrator.RetrieveMultiple(new QueryExpression("plugintracelog") { ColumnSet = new ColumnSet("exceptiondetails") }).Entities);
        Assert.Contains("InvalidOperationException: secret detail", (string)log["exceptiondetails"], StringComparison.Ordinal);
        Assert.Contains("at Offboarding.TestPlugins.Crash.Execute", (string)log["exceptiondetails"], StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F116")]
    public void The_rows_of_a_refused_request_are_kept_for_a_day()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Refuse", "Create", "account", 20) { Configuration = "No." });
        Observation.FaultOf(() => environment.CreateAccount());

        environment.Clock.Advance(TimeSpan.FromHours(23));
        environment.RunAsyncJobs();
        var before = environment.Count("plugintracelog");
        environment.Clock.Advance(TimeSpan.FromHours(1));
        environment.RunAsyncJobs();

        Assert.Equal((1, 0), (before, environment.Count("plugintracelog")));
        Assert.Single(environment.Traces);
    }

    [Theory, Trait("fidelity", "F115")]
    [InlineData(TraceSetting.Off, 0)]
    [InlineData(TraceSetting.Exceptions, 1)]
    [InlineData(TraceSetting.All, 2)]
    public void The_setting_of_the_organisation_decides_what_is_kept(TraceSetting setting, int kept)
    {
        using var environment = Observation.EnvironmentWith(
            new EnvironmentOptions { Traces = setting },
            new TestStep("Say", "Create", "account", 20) { Configuration = "fine" },
            new TestStep("Refuse", "Create", "account", 20) { Configuration = "No.", Rank = 2 });

        Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(kept, environment.Traces.Count);
        Assert.Equal(kept, environment.Count("plugintracelog"));
    }
}
