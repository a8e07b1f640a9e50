using System;
using System.Linq;
using System.Text;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Transition;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The steps "Suggest alternatives", "Ask feedback" and "Export handover" (R44), run from the assembly in the packed zip.</summary>
[Trait("requirement", "R44")]
public class AfterTheEndScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    const string Alternatives = "Offboarding.WorkflowActivities.SuggestAlternatives";
    const string Feedback = "Offboarding.WorkflowActivities.AskFeedback";
    const string Export = "Offboarding.WorkflowActivities.ExportHandover";

    [Fact]
    public void R03_R44_alternatives_are_suggested_as_by_the_operation()
    {
        var world = shared.World;
        world.Administrator.Create(new AlternativeProviderRow { Name = "Alpha", Services = "hosting", Regions = "*", Version = 1, Origin = AlternativeProviderOrigin.Customer }.Entity);
        var id = world.Case(world.Customer());

        var outputs = Run(Alternatives, id, ("Services", "hosting"));

        Assert.Equal(1, outputs["Alternatives"]);
        Assert.Contains("1. Alpha: Offers hosting.", (string)outputs["Report"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void R31_R44_feedback_is_asked_for_once()
    {
        var id = shared.World.Case(shared.World.Customer());

        var first = Run(Feedback, id, ("Channel", "interview"));
        var again = Run(Feedback, id);

        Assert.Equal(((EntityReference)first["Feedback"]!).Id, ((EntityReference)again["Feedback"]!).Id);
        Assert.Contains("<html lang=\"en\">", (string)first["Form"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void R19_R44_the_package_lies_at_the_case_as_notes_and_is_not_exported_again()
    {
        var world = shared.World;
        var account = world.Customer();
        world.Person(account);
        var id = world.Case(account);

        var outputs = Run(Export, id);
        var again = Run(Export, id);

        var notes = world.Rows("annotation", "objectid", id, "filename", "documentbody");
        Assert.Equal((outputs["Files"], 0), (again["Files"], outputs["Missing"]));
        Assert.Equal((int)outputs["Files"]! * 2, notes.Count);
        var manifest = notes.First(note => (string)note["filename"] == "manifest.json");
        Assert.Equal(4, JObject.Parse(Encoding.UTF8.GetString(Convert.FromBase64String((string)manifest["documentbody"])))["files"]!.Count());
    }

    System.Collections.Generic.IReadOnlyDictionary<string, object?> Run(string activity, Guid id, params (string Name, object Value)[] inputs) =>
        new StepsOnCases(shared.World).Run(activity, inputs.ToDictionary(input => input.Name, input => (object?)input.Value), new EntityReference(OffboardingCaseRow.Table, id));
}
