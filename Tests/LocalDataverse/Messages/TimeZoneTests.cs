using System;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class TimeZoneTests
{
    [Theory, Trait("fidelity", "F280")]
    [InlineData(110, "2026-01-31 23:30", "2026-02-01 00:30")]
    [InlineData(110, "2026-06-30 22:30", "2026-07-01 00:30")]
    [InlineData(85, "2026-06-30 22:30", "2026-06-30 23:30")]
    [InlineData(92, "2026-06-30 22:30", "2026-06-30 22:30")]
    public void An_instant_is_shown_as_the_clocks_of_the_zone_show_it(int code, string utc, string local)
    {
        using var environment = LocalEnvironment.Create();

        var answer = (LocalTimeFromUtcTimeResponse)environment.Administrator.Execute(new LocalTimeFromUtcTimeRequest
        {
            TimeZoneCode = code,
            UtcTime = DateTime.SpecifyKind(DateTime.Parse(utc), DateTimeKind.Utc),
        });
        var back = (UtcTimeFromLocalTimeResponse)environment.Administrator.Execute(new UtcTimeFromLocalTimeRequest { TimeZoneCode = code, LocalTime = answer.LocalTime });

        Assert.Equal(DateTime.Parse(local), answer.LocalTime);
        Assert.Equal(DateTime.Parse(utc), back.UtcTime);
    }

    [Fact]
    public void A_zone_that_is_not_known_is_named_wherever_it_is_given()
    {
        using var environment = LocalEnvironment.Create();

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new LocalTimeFromUtcTimeRequest { TimeZoneCode = 9999, UtcTime = environment.Clock.UtcNow }));
        var user = Assert.Throws<ArgumentException>(() => environment.AddUser(new NewUser("Rep") { TimeZoneCode = 9999 }));
        var options = Assert.Throws<ArgumentException>(() => LocalEnvironment.Create(new EnvironmentOptions { TimeZoneCode = 9999 }));

        Assert.All(
            [fault.Message, user.Message, options.Message],
            text => Assert.Contains("The time zone code 9999 is not known", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_user_has_settings()
    {
        using var environment = LocalEnvironment.Create();
        var rep = environment.AddUser(new NewUser("Rep") { Language = 1031, TimeZoneCode = 85 });

        var settings = environment.ServiceFor(rep).Retrieve("usersettings", rep, new ColumnSet("uilanguageid", "timezonecode"));

        Assert.Equal((1031, 85), (settings["uilanguageid"], settings["timezonecode"]));
    }
}
