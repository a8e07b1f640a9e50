using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

public class ExceptionTests
{
    [Fact, Trait("fidelity", "F100"), Trait("fidelity", "F104"), Trait("fidelity", "F107"), Trait("fidelity", "F108")]
    public void A_refusal_reaches_the_caller_word_for_word()
    {
        var step = new TestStep("Refuse", "Create", "account", 20) { Configuration = "Contoso cannot be created on a Sunday." };
        using var environment = Observation.EnvironmentWith(step);

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(-2147220891, fault.ErrorCode);
        Assert.Equal("Contoso cannot be created on a Sunday.", fault.Message);
        Assert.Equal(
            $"\r\n[Offboarding.TestPlugins: Offboarding.TestPlugins.Refuse ]\r\n[{step.Id}: Offboarding.TestPlugins.Refuse : Create of account] \r\n\r\nabout to refuse",
            fault.TraceText);
        Assert.Equal(environment.Clock.UtcNow, fault.Timestamp);
        Assert.NotEqual(Guid.Empty, fault.ActivityId);
        Assert.Null(fault.InnerFault);
        Assert.NotEmpty(fault.ErrorDetails);
    }

    [Fact, Trait("fidelity", "F101")]
    public void Any_other_exception_is_an_unexpected_error_of_the_plugin()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Crash", "Create", "account", 20));

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(-2147220956, fault.ErrorCode);
        Assert.StartsWith("An unexpected error occurred from ISV code.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Offboarding.TestPlugins.Crash", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F101")]
    public void A_plugin_whose_constructor_throws_is_an_unexpected_error_too()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("FailingConstructor", "Create", "account", 20));

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(-2147220956, fault.ErrorCode);
        Assert.Contains("no configuration", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F102")]
    public void The_code_that_a_plugin_gives_travels_beside_the_platforms_code()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("RefuseWithCode", "Create", "account", 20) { Configuration = "4711;No." });

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal((-2147220891, "No."), (fault.ErrorCode, fault.Message));
        Assert.Equal(4711, fault.ErrorDetails["SubErrorCode"]);
    }

    [Fact, Trait("fidelity", "F109")]
    public void The_fault_of_a_request_keeps_its_code_when_the_plugin_lets_it_through()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("LetFaultThrough", "Create", "account", 20));

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(-2147220969, fault.ErrorCode);
        Assert.EndsWith("Does Not Exist", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F109")]
    public void The_fault_of_a_request_is_unexpected_when_the_plugin_wraps_it()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("WrapFault", "Create", "account", 20));

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(-2147220956, fault.ErrorCode);
        Assert.Equal(-2147220969, fault.InnerFault.ErrorCode);
    }

    [Fact, Trait("fidelity", "F103"), Trait("fidelity", "F113")]
    public void A_synchronous_step_that_asks_to_be_tried_again_fails_the_request_at_once()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("AskForRetry", "Create", "account", 20));

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal((-2147220891, "Not yet."), (fault.ErrorCode, fault.Message));
        Assert.Equal((int)OperationStatus.Retry, fault.ErrorDetails["OperationStatus"]);
        Assert.Equal(["attempt"], environment.Said());
    }

    [Fact, Trait("fidelity", "F103")]
    public void A_refusal_without_status_has_failed()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Refuse", "Create", "account", 20) { Configuration = "No." });

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal((int)OperationStatus.Failed, fault.ErrorDetails["OperationStatus"]);
    }

    [Theory, Trait("fidelity", "F105")]
    [InlineData(PluginHttpStatusCode.NotFound, -2147185406)]
    [InlineData(PluginHttpStatusCode.Forbidden, -2147185402)]
    [InlineData(PluginHttpStatusCode.Conflict, -2147185400)]
    [InlineData(PluginHttpStatusCode.PreconditionFailed, -2147185399)]
    [InlineData(PluginHttpStatusCode.BadRequest, -2147185397)]
    [InlineData(PluginHttpStatusCode.NotSet, -2147220891)]
    public void The_http_status_of_a_refusal_chooses_its_code(PluginHttpStatusCode status, int code)
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("RefuseWithStatus", "Create", "account", 20) { Configuration = ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture) });

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal((code, "No."), (fault.ErrorCode, fault.Message));
    }

    [Fact, Trait("fidelity", "F106")]
    public void A_refusal_without_text_says_that_a_plugin_refused()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Refuse", "Create", "account", 20) { Configuration = " " });

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal((-2147220891, "ISV code aborted the operation."), (fault.ErrorCode, fault.Message));
    }

    [Fact]
    public void A_request_that_nobody_knows_fails_with_its_name()
    {
        using var environment = LocalEnvironment.Create();

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new OrganizationRequest("off_Unheard")));

        Assert.Contains("'off_Unheard'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_that_the_message_does_not_know_is_refused_by_name()
    {
        using var environment = LocalEnvironment.Create();

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(
            new OrganizationRequest("Create") { ["Target"] = new Entity("account"), ["CalculateMatchCode"] = true }));

        Assert.Contains("CalculateMatchCode of Create", fault.Message, StringComparison.Ordinal);
    }
}
