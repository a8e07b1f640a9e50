using System;
using BenchmarkDotNet.Attributes;
using LocalDataverse;
using Microsoft.Xrm.Sdk;

namespace Benchmarks;

/// <summary>How long it takes until an environment with the product is ready, and how much the pipeline costs a request.</summary>
[MemoryDiagnoser]
public class StartBenchmarks
{
    byte[] zip = [];
    LocalEnvironment environment = null!;
    IOrganizationService service = null!;
    Guid account;

    /// <summary>Packs the solution once.</summary>
    [GlobalSetup]
    public void Pack()
    {
        zip = ProductZip.Pack();
        environment = LocalEnvironment.Create();
        environment.ImportSolution(zip);
        service = environment.Administrator;
        account = service.Create(new Entity("account") { ["name"] = "Contoso" });
    }

    /// <summary>Standard tables, seed rows, import, assemblies loaded.</summary>
    [Benchmark]
    public int Create_and_import()
    {
        using var fresh = LocalEnvironment.Create();
        return fresh.ImportSolution(zip).Components.Count;
    }

    /// <summary>A contact: no plugin of the product runs.</summary>
    [Benchmark]
    public Guid Create_a_row_without_steps() => service.Create(new Entity("contact") { ["lastname"] = "Ada" });

    /// <summary>An update of an account that no filtered step concerns.</summary>
    [Benchmark]
    public void Update_a_row_past_filtered_steps() => service.Update(new Entity("account", account) { ["description"] = "x" });

    /// <summary>An update that calls the gate, which sees that nothing is deactivated.</summary>
    [Benchmark]
    public void Update_a_state_past_the_gate() => service.Update(new Entity("account", account) { ["statecode"] = new OptionSetValue(0) });
}
