using System;
using System.Text;
using LocalDataverse;
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
