using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.ServiceModel;
using System.Threading;
using System.Threading.Tasks;
using LocalDataverse;
using LocalDataverse.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Fuzz;

/// <summary>Whatever is sent ends in an answer or in a fault with a code, soon, and what faults has changed nothing.</summary>
/// <remarks>
/// An input follows from its number, so that a failure can be tried again with it. OFFBOARDING_FUZZ_INPUTS says how many inputs of each kind are sent, OFFBOARDING_FUZZ_FIRST
/// with which number they begin.
/// </remarks>
public sealed class FuzzTests : IDisposable
{
    const int FewInputs = 400;

    /// <summary>Generous: the machine may do other work. An input that has not ended then hangs.</summary>
    static readonly TimeSpan LongestInput = TimeSpan.FromMinutes(2);

    static readonly PropertyInfo ParametersProperty = typeof(MessageHandler).GetProperty("Parameters", BindingFlags.Instance | BindingFlags.NonPublic)!;

    readonly LocalEnvironment environment = LocalEnvironment.Create();
    readonly Guid account;
    readonly Guid contact;

    public FuzzTests()
    {
        account = environment.CreateAccount();
        contact = environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada", ["parentcustomerid"] = new EntityReference("account", account) });
    }

    public void Dispose() => environment.Dispose();

    [Fact]
    public Task Any_fetch_is_answered_or_faults() => Send(random => new RetrieveMultipleRequest { Query = new FetchExpression(new RandomFetch(random).Text()) });

    [Fact]
    public Task Any_query_is_answered_or_faults() => Send(random => new RetrieveMultipleRequest { Query = new RandomQuery(Values(random)).Query() });

    [Fact]
    public Task Any_row_is_written_or_faults() => Send(random => RowRequest(random, Values(random)));

    [Fact]
    public Task Any_request_is_answered_or_faults() => Send(random =>
    {
        var values = Values(random);
        var names = MessageTable.Names.ToList();
        var request = new OrganizationRequest(random.Next(20) == 0 ? values.Text()! : names[random.Next(names.Count)]);
        foreach (var name in ParametersOf(request.RequestName).Where(_ => random.Next(6) > 0)) request[name] = random.Next(3) == 0 ? values.Value() : values.Parameter(name);
        if (random.Next(10) == 0) request[values.One(RandomValues.ParameterNames)] = values.Value();
        return request;
    });

    static IEnumerable<string> ParametersOf(string? message) => message is null || !MessageTable.Names.Contains(message)
        ? []
        : (IEnumerable<string>)ParametersProperty.GetValue(MessageTable.Handler(message, null!))!;

    [Fact]
    public Task Any_zip_is_imported_or_refused() => Each(1, random =>
    {
        using var fresh = LocalEnvironment.Create();
        var before = fresh.Organization.Store.Committed;
        try
        {
            fresh.ImportSolution(new RandomZip(random).Bytes());
        }
        catch (SolutionImportException refused)
        {
            Assert.NotEqual("", refused.Remedy);
            Assert.Same(before, fresh.Organization.Store.Committed);
        }
    });

    OrganizationRequest RowRequest(Random random, RandomValues values)
    {
        var row = values.Row();
        switch (random.Next(4))
        {
            case 0: return new CreateRequest { Target = row };
            case 1: return new UpsertRequest { Target = row };
            case 2: return new CreateMultipleRequest { Targets = new EntityCollection([row, values.Row()]) { EntityName = row.LogicalName } };
            default:
                row.Id = random.Next(3) == 0 ? Guid.NewGuid() : row.LogicalName == "contact" ? contact : account;
                return new UpdateRequest { Target = row, ConcurrencyBehavior = (ConcurrencyBehavior)random.Next(4) };
        }
    }

    RandomValues Values(Random random) => new(random, environment.Organization.Store.Catalog, [account, contact, environment.AdministratorId]);

    async Task Send(Func<Random, OrganizationRequest> make)
    {
        var (answered, codes) = (0, new Dictionary<int, int>());
        await Each(10, random => answered += Answers(make(random), codes) ? 1 : 0);

        // Inputs that all fail at the door would show nothing.
        Assert.True((answered > 0 && codes.Count >= 4) || answered + codes.Values.Sum() < FewInputs, $"{answered} answered, others: {string.Join(", ", codes)}");
    }

    bool Answers(OrganizationRequest request, Dictionary<int, int> codes)
    {
        var before = environment.Organization.Store.Committed;
        try
        {
            environment.Administrator.Execute(request);
            return true;
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            codes[fault.Detail.ErrorCode] = codes.GetValueOrDefault(fault.Detail.ErrorCode) + 1;
            Assert.NotEqual(0, fault.Detail.ErrorCode);

            // A batch commits request by request.
            if (request.RequestName != "ExecuteMultiple" && !ReferenceEquals(before, environment.Organization.Store.Committed)) Assert.Fail($"{request.RequestName} failed ({fault.Message}), but changed rows.");
            return false;
        }
    }

    /// <param name="share">How many times as many inputs as of the slowest kind.</param>
    /// <param name="run">Sends one input.</param>
    static async Task Each(int share, Action<Random> run)
    {
        var inputs = Number("OFFBOARDING_FUZZ_INPUTS", FewInputs) * share / 10;
        var first = Number("OFFBOARDING_FUZZ_FIRST", 0);
        var at = first;
        var failures = new Dictionary<string, string>(StringComparer.Ordinal);
        var all = Task.Run(() =>
        {
            for (; at < first + inputs; Interlocked.Increment(ref at)) Try(at, run, failures);
        });
        for (var last = -1; !all.IsCompleted; last = Volatile.Read(ref at))
        {
            var ended = await Task.WhenAny(all, Task.Delay(LongestInput, TestContext.Current.CancellationToken)) == all;
            if (!ended && last == Volatile.Read(ref at)) Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"Input {last} does not end."));
        }

        await all;
        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Values));
    }

    /// <summary>Notes what went wrong, once for each place in the code.</summary>
    static void Try(int number, Action<Random> run, Dictionary<string, string> failures)
    {
        try
        {
            run(new Random(number));
        }
        catch (Exception thrown)
        {
            var place = thrown.GetType().Name + thrown.StackTrace?.Split('\n')[0];
            failures.TryAdd(place, string.Create(CultureInfo.InvariantCulture, $"Input {number} (OFFBOARDING_FUZZ_FIRST={number}): {thrown}"));
        }
    }

    static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
