using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Sandbox;

/// <summary>The process in which plugins run, and what it holds and lets in.</summary>
public class WorkerTests
{
    [Fact, Trait("fidelity", "F123")]
    public void A_plugin_that_ends_its_worker_fails_the_request_with_the_workers_code()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Recurse", "Create", "account", 20));

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Equal(-2147204723, fault.ErrorCode);
        Assert.Contains("Offboarding.TestPlugins.Recurse", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F124")]
    public void After_a_worker_ended_the_next_call_finds_empty_static_fields()
    {
        using var environment = Observation.EnvironmentWith(
            new TestStep("Constructed", "Create", "account", 20), new TestStep("Recurse", "Create", "contact", 20));
        environment.CreateAccount();

        Observation.FaultOf(() => environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada" }));
        environment.CreateAccount();

        Assert.All(environment.Said().Where(said => said.StartsWith("by=", StringComparison.Ordinal)), said => Assert.EndsWith("count=1", said, StringComparison.Ordinal));
    }

    [Theory, Trait("fidelity", "F128")]
    [InlineData("mscorlib", "System.IO", "File")]
    [InlineData("mscorlib", "Microsoft.Win32", "Registry")]
    [InlineData("System", "System.Net.Sockets", "TcpClient")]
    public void An_assembly_that_uses_files_registry_or_sockets_is_refused(string assembly, string space, string type)
    {
        using var environment = LocalEnvironment.Create();
        var solution = ForgedAssembly.With(forged => ForgedAssembly.Use(forged, assembly, space, type));

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(solution.ToZip()));

        Assert.Equal(-2147204719, refused.ErrorCode);
        Assert.Contains($"{space}.{type}", refused.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F132")]
    public void What_is_too_large_for_the_sandbox_is_refused_before_a_plugin_sees_it()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Say", "Create", "account", 20) { Configuration = "seen" });

        var fault = Observation.FaultOf(() => environment.Administrator.Create(new Entity("account") { ["entityimage"] = new byte[123 * 1024 * 1024] }));

        Assert.StartsWith("Message size exceeded when sending context to Sandbox.", fault.Message, StringComparison.Ordinal);
        Assert.Empty(environment.Said());
    }

    [Fact, Trait("fidelity", "F133")]
    public void A_new_build_or_revision_of_an_assembly_takes_the_place_of_the_old_one()
    {
        var step = new TestStep("Constructed", "Create", "account", 20) { Configuration = "x" };
        using var environment = Observation.EnvironmentWith(step);

        environment.ImportSolution(Saying("new ", new Version(1, 0, 7, 0), step, "1.0.0.1").ToZip());
        environment.CreateAccount();

        Assert.Equal(1, environment.Count("pluginassembly"));
        Assert.StartsWith("new by=", Assert.Single(environment.Said()), StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F133")]
    public void A_new_major_version_is_another_assembly_and_old_steps_keep_the_old_one()
    {
        var (old, next) = (new TestStep("Constructed", "Create", "account", 20) { Configuration = "x" }, new TestStep("Constructed", "Create", "account", 40) { Configuration = "x" });
        using var environment = Observation.EnvironmentWith(old);

        environment.ImportSolution(Saying("new ", new Version(2, 0, 0, 0), next, "1.0.0.1", isAnother: true).ToZip());
        environment.CreateAccount();

        Assert.Equal(2, environment.Count("pluginassembly"));
        Assert.Equal(["by=", "new by="], environment.Said().Select(said => said[..(said.IndexOf('=', StringComparison.Ordinal) + 1)]));
    }

    [Fact, Trait("fidelity", "F136")]
    public void A_plugin_type_may_go_with_a_new_minor_version_of_its_assembly()
    {
        var step = new TestStep("Constructed", "Create", "account", 20) { Configuration = "x" };
        using var environment = Observation.EnvironmentWith(step);

        environment.ImportSolution(Saying("new ", new Version(1, 1, 0, 0), step, "1.0.0.1", "Constructed").ToZip());
        environment.CreateAccount();

        Assert.StartsWith("new by=", Assert.Single(environment.Said()), StringComparison.Ordinal);
    }

    /// <summary>The test plugins in another version, which say something before what they say otherwise.</summary>
    static TestSolution Saying(string before, Version version, TestStep step, string solutionVersion, string? onlyType = null, bool isAnother = false)
    {
        var forged = ForgedAssembly.With(assembly =>
        {
            assembly.Name.Version = version;
            ForgedAssembly.Reword(assembly, "by=", before + "by=");
        });
        return new TestSolution
        {
            Version = solutionVersion,
            Assembly = forged.Assembly,
            AssemblyName = forged.AssemblyName,
            AssemblyId = isAnother ? Guid.NewGuid() : TestSolution.TypeId("the assembly"),
            Types = onlyType is null ? [.. TestPlugins.Types] : [onlyType],
            Steps = { step },
            Spoil = (_, customizations) =>
            {
                if (isAnother) ForgedAssembly.Renumber(customizations);
            },
        };
    }
}
