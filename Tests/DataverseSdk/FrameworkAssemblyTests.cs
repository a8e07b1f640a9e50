using System;
using System.Activities;
using System.Collections.Generic;
using System.ComponentModel.Design;
using System.Globalization;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Tests.DataverseSdk;

/// <summary>An assembly that was compiled for .NET Framework runs on .NET 10 with the contracts.</summary>
public class FrameworkAssemblyTests
{
    static readonly Assembly Framework =
        new AssemblyLoadContext("framework").LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "framework", "FrameworkAssembly.dll"));

    [Fact]
    public void A_plugin_catches_faults_of_the_service()
    {
        var plugin = (IPlugin)Create("CatchingPlugin");

        var refusal = Assert.Throws<InvalidPluginExecutionException>(() => plugin.Execute(new ServiceContainer()));

        Assert.Equal("gone -2147220969", refusal.Message);
        Assert.IsType<FaultException<OrganizationServiceFault>>(refusal.InnerException);
    }

    [Fact]
    public void A_workflow_activity_reads_its_inputs_uses_its_host_and_writes_its_outputs()
    {
        var invoker = new WorkflowInvoker((Activity)Create("GreetingActivity"));
        var traces = new Traces();
        invoker.Extensions.Add(traces);

        var outputs = invoker.Invoke(new Dictionary<string, object> { ["Name"] = "Ada", ["Times"] = 2 });

        Assert.Equal("Hello Ada, says nobody", outputs["Greeting"]);
        Assert.Equal(["greeted Ada"], traces.Lines);
        Assert.Equal(3, outputs["Times"]);
    }

    [Fact]
    public void An_activity_without_its_required_input_does_not_run()
    {
        var invoker = new WorkflowInvoker((Activity)Create("GreetingActivity"));

        var error = Assert.Throws<ArgumentException>(() => invoker.Invoke());

        Assert.Contains("Name", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nam", "Ada")]
    [InlineData("Greeting", "Hello")]
    [InlineData("Times", "twice")]
    public void An_input_that_does_not_fit_is_named(string name, object value)
    {
        var invoker = new WorkflowInvoker((Activity)Create("GreetingActivity"));

        var error = Assert.Throws<ArgumentException>(() => invoker.Invoke(new Dictionary<string, object> { ["Name"] = "Ada", [name] = value }));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    static object Create(string type) =>
        Activator.CreateInstance(Framework.GetType($"Offboarding.Tests.DataverseSdk.{type}", throwOnError: true)!)!;

    sealed class Traces : ITracingService
    {
        public List<string> Lines { get; } = [];

        public void Trace(string format, params object[] args) => Lines.Add(string.Format(CultureInfo.InvariantCulture, format, args));
    }
}
