using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class EnvironmentVariableTests
{
    [Fact, Trait("fidelity", "F317")]
    public void A_value_is_a_text_whatever_the_type_of_the_variable()
    {
        using var environment = LocalEnvironment.Create();
        const int number = 100000001;
        environment.ImportSolution(new TestSolution { Variables = { new TestVariable("tst_Days", number, "14") } }.ToZip());
        var definition = environment.Administrator.RetrieveMultiple(new QueryExpression("environmentvariabledefinition")).Entities[0].ToEntityReference();

        environment.Administrator.Create(new Entity("environmentvariablevalue") { ["environmentvariabledefinitionid"] = definition, ["value"] = "a fortnight" });

        var value = environment.Administrator.Execute(new OrganizationRequest("RetrieveEnvironmentVariableValue") { ["DefinitionSchemaName"] = "tst_Days" });
        Assert.Equal("a fortnight", value["Value"]);
    }

    [Fact, Trait("fidelity", "F316")]
    public void The_value_wins_over_the_default_and_without_value_the_default_holds()
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(new TestSolution { Variables = { new TestVariable("tst_Policy", 100000000, "block") } }.ToZip());
        var definition = environment.Administrator.RetrieveMultiple(new QueryExpression("environmentvariabledefinition")).Entities[0].Id;

        var byDefault = Value();
        environment.Administrator.Create(new Entity("environmentvariablevalue")
        {
            ["environmentvariabledefinitionid"] = new EntityReference("environmentvariabledefinition", definition),
            ["value"] = "allow",
        });

        Assert.Equal(("block", "allow"), (byDefault, Value()));

        string Value() => (string)environment.Administrator.Execute(new OrganizationRequest("RetrieveEnvironmentVariableValue") { ["DefinitionSchemaName"] = "tst_Policy" })["Value"];
    }
}
