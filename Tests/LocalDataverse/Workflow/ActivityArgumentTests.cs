using System;
using System.Collections.Generic;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Workflow;

/// <summary>Arguments of workflow activities are held to their declaration.</summary>
public class ActivityArgumentTests
{
    static readonly string Echo = $"{TestPlugins.Namespace}.EchoArguments";

    public static TheoryData<string, object> OneOfEachType => new()
    {
        { "Flag", false },
        { "Moment", new DateTime(2028, 2, 29, 0, 0, 0, DateTimeKind.Utc) },
        { "Exact", 2.75m },
        { "Rough", 3.5d },
        { "Row", new EntityReference("account", new Guid("5D4F1C9E-0000-4000-8000-000000000002")) },
        { "Number", 8 },
        { "Amount", new Money(12.5m) },
        { "Choice", new OptionSetValue(3) },
    };

    [Theory, MemberData(nameof(OneOfEachType)), Trait("fidelity", "F311")]
    public void Each_type_that_a_process_knows_goes_in_and_comes_out(string argument, object value)
    {
        using var environment = EnvironmentWith("EchoArguments");

        var outputs = environment.RunActivity(Echo, new Dictionary<string, object?> { ["Text"] = "Hello", [argument] = value });

        Assert.Equal("Hello!", outputs["Text"]);
        Assert.Equal(value, outputs[argument]);
    }

    [Fact]
    public void What_a_step_leaves_blank_has_its_default()
    {
        using var environment = EnvironmentWith("EchoArguments");

        var outputs = environment.RunActivity(Echo, new Dictionary<string, object?> { ["Text"] = "" });

        Assert.Equal((true, 1.25m, 0.5d, 7), (outputs["Flag"], outputs["Exact"], outputs["Rough"], outputs["Number"]));
        Assert.Equal(new DateTime(2027, 1, 15, 8, 0, 0, DateTimeKind.Utc), outputs["Moment"]);
        Assert.Equal(new EntityReference("account", new Guid("5D4F1C9E-0000-4000-8000-000000000001")), outputs["Row"]);
        Assert.Equal((new Money(9.99m), new OptionSetValue(2)), (outputs["Amount"], outputs["Choice"]));
    }

    [Fact]
    public void An_argument_without_label_does_not_come_out() => Assert.False(Run("Text", "x").ContainsKey("Hidden"));

    [Theory]
    [InlineData("Hidden", "x", "has no input 'Hidden'")]
    [InlineData("Number", "8", "takes 'Number' as Int32, got String")]
    [InlineData("Flag", true, "needs a value for Text")]
    public void An_input_that_does_not_fit_is_refused_by_name(string argument, object value, string said) => AssertRefused(argument, value, said);

    [Fact, Trait("fidelity", "F312")]
    public void A_row_of_another_table_is_refused() =>
        AssertRefused("Row", new EntityReference("contact", Guid.NewGuid()), "as row of account, got one of contact");

    [Fact, Trait("fidelity", "F312")]
    public void An_option_that_the_choice_lacks_is_refused() =>
        AssertRefused("Choice", new OptionSetValue(99), "account.preferredcontactmethodcode, which has no 99");

    [Theory, Trait("fidelity", "F311"), Trait("fidelity", "F312")]
    [InlineData("TakesLong", "Argument Number is of type System.Int64")]
    [InlineData("TakesAnyRow", "Add [ReferenceTarget]")]
    [InlineData("TakesAnyOption", "Add [AttributeTarget]")]
    [InlineData("DefaultsWrongly", "the default 'seven', which is no Int32")]
    public void An_activity_that_no_process_could_use_is_refused_at_import(string activity, string said)
    {
        using var environment = LocalEnvironment.Create();

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(new TestSolution { Activities = { activity } }.ToZip()));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Contains(activity, refused.Part, StringComparison.Ordinal);
        Assert.Equal(0, environment.Count("plugintype"));
    }

    static void AssertRefused(string argument, object value, string said)
    {
        var fault = Observation.FaultOf(() => Run(argument, value));

        Assert.Equal(-2147220989, fault.ErrorCode);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    static IReadOnlyDictionary<string, object?> Run(string argument, object value)
    {
        using var environment = EnvironmentWith("EchoArguments");
        return environment.RunActivity(Echo, new Dictionary<string, object?> { [argument] = value });
    }

    static LocalEnvironment EnvironmentWith(string activity)
    {
        var environment = LocalEnvironment.Create();
        environment.ImportSolution(new TestSolution { Activities = { activity } }.ToZip());
        return environment;
    }
}
