using System;
using System.Linq;
using LocalDataverse;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Sandbox;

public class AssemblyTests
{
    [Fact, Trait("fidelity", "F125")]
    public void An_unsigned_assembly_is_refused()
    {
        var refused = Refused(ForgedAssembly.With(ForgedAssembly.Unsign));

        Assert.Equal(-2147204756, refused.ErrorCode);
        Assert.Contains("Sign it with a strong name key", refused.Remedy, StringComparison.Ordinal);
    }

    [Theory, Trait("fidelity", "F125")]
    [InlineData(".NETFramework,Version=v4.7.2")]
    [InlineData(".NETCoreApp,Version=v8.0")]
    public void An_assembly_for_another_framework_is_refused(string framework)
    {
        var refused = Refused(ForgedAssembly.With(assembly => ForgedAssembly.Target(assembly, framework)));

        Assert.Equal(-2147204597, refused.ErrorCode);
        Assert.Contains(framework, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_with_a_dependency_is_refused_by_its_name()
    {
        var refused = Refused(ForgedAssembly.With(assembly => ForgedAssembly.ReferTo(assembly, "Newtonsoft.Json", new Version(13, 0, 0, 0))));

        Assert.Equal(-2147204719, refused.ErrorCode);
        Assert.Contains("Newtonsoft.Json, Version=13.0.0.0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_for_a_newer_sdk_is_refused()
    {
        var refused = Refused(ForgedAssembly.With(assembly =>
            assembly.MainModule.AssemblyReferences.First(reference => reference.Name == "Microsoft.Xrm.Sdk").Version = new Version(10, 0, 0, 0)));

        Assert.Equal(-2147204709, refused.ErrorCode);
    }

    [Fact]
    public void Bytes_that_are_no_assembly_are_refused()
    {
        var solution = new TestSolution { Assembly = [1, 2, 3, 4], Steps = { new TestStep("Say", "Create", "account", 20) } };

        var refused = Refused(solution);

        Assert.Equal(-2147204719, refused.ErrorCode);
        Assert.Contains("Offboarding.TestPlugins", refused.Part, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_registered_under_another_identity_is_refused()
    {
        var solution = new TestSolution
        {
            AssemblyName = TestPlugins.FullName.Replace("Version=1.0.0.0", "Version=2.0.0.0", StringComparison.Ordinal),
            Steps = { new TestStep("Say", "Create", "account", 20) },
        };

        Assert.Contains("The DLL is Offboarding.TestPlugins, Version=1.0.0.0", Refused(solution).Message, StringComparison.Ordinal);
    }

    [Theory, Trait("fidelity", "F127")]
    [InlineData("Vanished", -2147204720)]
    [InlineData("AbstractPlugin", -2147180031)]
    [InlineData("NoPlugin", -2147180032)]
    public void A_registered_type_that_cannot_run_is_refused(string type, int code)
    {
        var solution = new TestSolution { Steps = { new TestStep("Say", "Create", "account", 20) { Configuration = "x" } } };
        solution.Types.Add(type);

        var refused = Refused(solution);

        Assert.Equal(code, refused.ErrorCode);
        Assert.Contains($"Offboarding.TestPlugins.{type}", refused.Part, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F126")]
    public void An_assembly_of_more_than_sixteen_megabytes_is_refused()
    {
        var refused = Refused(new TestSolution { Assembly = new byte[(16 * 1024 * 1024) + 1], Steps = { new TestStep("Say", "Create", "account", 20) { Configuration = "x" } } });

        Assert.Equal(-2147204721, refused.ErrorCode);
    }

    [Fact, Trait("fidelity", "F134")]
    public void An_assembly_stays_as_long_as_types_depend_on_it_and_a_type_as_long_as_steps_do()
    {
        using var environment = LocalEnvironment.Create();
        var solution = new TestSolution { Steps = { new TestStep("Say", "Create", "account", 20) { Configuration = "x" } } };
        environment.ImportSolution(solution.ToZip());

        var assembly = Pipeline.Observation.FaultOf(() => environment.Administrator.Delete("pluginassembly", solution.AssemblyId));
        var type = Pipeline.Observation.FaultOf(() => environment.Administrator.Delete("plugintype", TestSolution.TypeId("Say")));

        Assert.Equal((-2147160033, -2147160033), (assembly.ErrorCode, type.ErrorCode));
    }

    [Fact, Trait("fidelity", "F135")]
    public void An_assembly_brings_no_steps_of_its_own()
    {
        using var environment = LocalEnvironment.Create();

        environment.ImportSolution(new TestSolution { Apis = { new TestApi("tst_Echo") } }.ToZip());
        environment.CreateAccount();

        Assert.Equal((1, 0), (environment.Count("pluginassembly"), environment.Count("sdkmessageprocessingstep")));
        Assert.Empty(environment.Said());
    }

    static SolutionImportException Refused(TestSolution solution)
    {
        using var environment = LocalEnvironment.Create();
        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(solution.ToZip()));
        Assert.Equal((0, 0), (environment.Count("solution"), environment.Count("pluginassembly")));
        return refused;
    }
}
