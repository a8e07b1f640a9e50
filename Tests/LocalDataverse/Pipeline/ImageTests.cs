using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

public class ImageTests
{
    [Theory, Trait("fidelity", "F074"), Trait("fidelity", "F075"), Trait("fidelity", "F076"), Trait("fidelity", "F077")]
    [InlineData("Associate", 40, 0, "Target", -2147204727)]
    [InlineData("Update", 20, 0, "Entity", -2147204757)]
    [InlineData("Create", 40, 0, "Target", -2147204755)]
    [InlineData("Delete", 40, 1, "Target", -2147204755)]
    [InlineData("Update", 20, 1, "Target", -2147204754)]
    [InlineData("Update", 10, 2, "Target", -2147204754)]
    public void An_image_that_the_message_or_stage_cannot_give_is_refused(string message, int stage, int type, string property, int code)
    {
        using var environment = LocalEnvironment.Create();
        var step = new TestStep("Say", message, message == "Associate" ? null : "account", stage) { Configuration = "x", Images = [new TestImage("Row", type, "", property)] };

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(TestSolution.Of(step)));

        Assert.Equal(code, refused.ErrorCode);
    }

    [Theory, Trait("fidelity", "F074")]
    [InlineData("Create", 40, 1, "Target")]
    [InlineData("Update", 40, 2, "Target")]
    [InlineData("Delete", 20, 0, "Target")]
    [InlineData("SetState", 40, 2, "EntityMoniker")]
    [InlineData("Merge", 20, 0, "SubordinateId")]
    public void Images_of_the_documented_messages_and_properties_are_taken(string message, int stage, int type, string property)
    {
        using var environment = LocalEnvironment.Create();

        environment.ImportSolution(TestSolution.Of(
            new TestStep("Say", message, "account", stage) { Configuration = "x", Images = [new TestImage("Row", type, "", property)] }));

        Assert.Equal(1, environment.Count("sdkmessageprocessingstepimage"));
    }

    [Fact, Trait("fidelity", "F076"), Trait("fidelity", "F078"), Trait("fidelity", "F079")]
    public void An_image_holds_the_named_columns_that_are_not_empty_under_its_alias()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Update", "account", 40) { Configuration = "seen", Images = [new TestImage("Old", 0, "name,description"), new TestImage("New", 1, "name,description")] },
            new TestStep("ObserveImage", "Update", "account", 40) { Configuration = "Row;name", Images = [new TestImage("Row", 2, "name")] },
            new TestStep("Observe", "Delete", "account", 20) { Configuration = "deleted", Images = [new TestImage("Old", 0, "name")] });
        var id = environment.CreateAccount("Contoso");

        environment.Administrator.Update(new Entity("account", id) { ["name"] = "Fabrikam", ["description"] = "renamed" });
        environment.Administrator.Delete("account", id);

        Assert.Equal("Entity(accountid,name)", environment.Seen("seen", "pre.Old"));
        Assert.Equal("Entity(accountid,description,name)", environment.Seen("seen", "post.New"));
        Assert.Contains("before=Contoso\nafter=Fabrikam", environment.Said());
        Assert.Equal("Entity(accountid,name)", environment.Seen("deleted", "pre.Old"));
    }

    [Fact, Trait("fidelity", "F074")]
    public void Merge_shows_the_row_that_survives_and_the_row_that_does_not()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("ObserveImage", "Merge", "account", 20) { Configuration = "Row;name", Rank = 1, Images = [new TestImage("Row", 0, "name", "Target")] },
            new TestStep("ObserveImage", "Merge", "account", 20) { Configuration = "Row;name", Rank = 2, Images = [new TestImage("Row", 0, "name", "SubordinateId")] });
        var master = environment.CreateAccount("master");
        var subordinate = environment.CreateAccount("subordinate");

        environment.Administrator.Execute(new Microsoft.Crm.Sdk.Messages.MergeRequest { Target = new EntityReference("account", master), SubordinateId = subordinate, UpdateContent = new Entity("account") });

        Assert.Equal(["before=master", "before=subordinate"], environment.Said());
    }

    [Fact, Trait("fidelity", "F078")]
    public void An_image_without_columns_holds_the_whole_row()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Observe", "Update", "account", 20) { Configuration = "seen", Images = [new TestImage("Old", 0)] });
        var id = environment.CreateAccount();

        environment.Administrator.Update(new Entity("account", id) { ["description"] = "x" });

        Assert.Contains(",name,", environment.Seen("seen", "pre.Old"), StringComparison.Ordinal);
        Assert.DoesNotContain("description", environment.Seen("seen", "pre.Old"), StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F081")]
    public void An_asynchronous_step_gets_the_images_of_the_moment_it_was_queued()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("ObserveImage", "Update", "account", 40) { Configuration = "Row;name", IsAsync = true, Columns = "name", Images = [new TestImage("Row", 2, "name")] });
        var id = environment.CreateAccount("one");

        environment.Administrator.Update(new Entity("account", id) { ["name"] = "two" });
        environment.Administrator.Update(new Entity("account", id) { ["name"] = "three" });
        environment.RunAsyncJobs();

        Assert.Equal(["before=one\nafter=two", "before=two\nafter=three"], environment.Said());
    }
}
