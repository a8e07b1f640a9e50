using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests;

/// <summary>An embedded Dataverse with the packed solution, its default rules, and two sales reps: one reads English, one German. It is 15 January 2027.</summary>
internal sealed class SolutionEnvironment : IDisposable
{
    static readonly EnvironmentOptions Usual = new();
    static readonly ConcurrentDictionary<(EnvironmentOptions Options, bool WithDefaults), Lazy<Prepared>> Known = new(new SameOptions());

    readonly Guid englishRep;
    readonly Guid germanRep;

    /// <param name="options">Null: the usual ones. Environments with the same object are copies of one.</param>
    /// <param name="withDefaults">Whether the default rules are installed.</param>
    public SolutionEnvironment(EnvironmentOptions? options = null, bool withDefaults = true)
    {
        var prepared = Known.GetOrAdd((options ?? Usual, withDefaults), static key => new Lazy<Prepared>(() => Prepare(key.Options, key.WithDefaults))).Value;
        Local = prepared.Origin.Clone();
        (englishRep, germanRep) = (prepared.EnglishRep, prepared.GermanRep);
        EnglishRep = Local.ServiceFor(englishRep);
        GermanRep = Local.ServiceFor(germanRep);
    }

    SolutionEnvironment(SolutionEnvironment other)
    {
        Local = other.Local.Clone();
        (englishRep, germanRep) = (other.englishRep, other.germanRep);
        EnglishRep = Local.ServiceFor(englishRep);
        GermanRep = Local.ServiceFor(germanRep);
    }

    /// <summary>The same environment once more: what is done in one does not show in the other.</summary>
    public SolutionEnvironment Copy() => new(this);

    public LocalEnvironment Local { get; }

    public IOrganizationService Administrator => Local.Administrator;

    public IOrganizationService EnglishRep { get; }

    public IOrganizationService GermanRep { get; }

    /// <summary>The message of a refusal; the test fails when nothing is refused.</summary>
    public static string RefusalOf(Action act) => Assert.Throws<FaultException<OrganizationServiceFault>>(act).Detail.Message;

    public Guid AddAccount(string name, Guid? parent = null, AccountCustomerTypeCode? type = null)
    {
        var account = new AccountRow { Name = name, CustomerTypeCode = type };
        if (parent is { } id) account.ParentAccountId = new EntityReference(AccountRow.Table, id);
        return Administrator.Create(account.Entity);
    }

    /// <summary>A contract with notice of three months to the end of a term: 24 months from 1 January 2025, then 12 more each time.</summary>
    public Guid AddContract(Guid account, string number = "V-2041", Action<ContractRow>? change = null) =>
        Administrator.Create(Contract(account, number, change).Entity);

    public static ContractRow Contract(Guid account, string number = "V-2041", Action<ContractRow>? change = null) => SecondEngine.Facts.ContractOf(account, number, change);

    /// <summary>Sets an environment variable as an admin does.</summary>
    public void Set(string variable, string value)
    {
        var query = new QueryByAttribute("environmentvariabledefinition") { ColumnSet = new ColumnSet("schemaname") };
        query.AddAttributeValue("schemaname", variable);
        var definition = Administrator.RetrieveMultiple(query).Entities.Single().ToEntityReference();
        Administrator.Create(new Entity("environmentvariablevalue") { ["environmentvariabledefinitionid"] = definition, ["value"] = value });
    }

    public AccountRow Account(Guid id) => new(Administrator.Retrieve(
        AccountRow.Table, id, new ColumnSet(AccountRow.Columns.Name, AccountRow.Columns.State, AccountRow.Columns.ObligationOverride)));

    /// <summary>Installs the shipped rows, as an admin does.</summary>
    /// <param name="withErasureMap">Whether the 2,500 entries of the erasure map are wanted, too: few tests ask them.</param>
    /// <returns>How many steps it took.</returns>
    public int InstallDefaults(bool withErasureMap = false) => InstallDefaults(Administrator, withErasureMap);

    static int InstallDefaults(IOrganizationService administrator, bool withErasureMap = false)
    {
        var request = new OrganizationRequest("off_InstallDefaults");
        var steps = 0;
        while (true)
        {
            steps++;
            var response = administrator.Execute(request);
            if (!(bool)response["More"]) return steps;
            request["Token"] = response["Token"];
            if (!withErasureMap && ((string)response["Token"]).StartsWith("erasure-map:", StringComparison.Ordinal)) return steps;
        }
    }

    public static void Deactivate(IOrganizationService service, Guid account) =>
        service.Update(new AccountRow(new Entity(AccountRow.Table, account)) { State = AccountState.Inactive, StatusReason = AccountStatusReason.Inactive }.Entity);

    /// <summary>Deactivates a contract past the product, as a migration does: the product itself lets no contract be deactivated that obliges.</summary>
    public void DeactivatePastTheProduct(Guid contract) => Administrator.Execute(new UpdateRequest
    {
        Target = new ContractRow(new Entity(ContractRow.Table, contract)) { State = ContractState.Inactive, StatusReason = ContractStatusReason.Inactive }.Entity,
        Parameters = { ["BypassCustomPluginExecution"] = true },
    });

    /// <summary>Creates a row past the product's steps, as a migration does.</summary>
    public Guid CreatePastTheProduct(Entity row) =>
        ((CreateResponse)Administrator.Execute(new CreateRequest { Target = row, Parameters = { ["BypassCustomPluginExecution"] = true } })).id;

    /// <summary>Updates a row past the product's steps, as a migration does.</summary>
    public void UpdatePastTheProduct(Entity row) =>
        Administrator.Execute(new UpdateRequest { Target = row, Parameters = { ["BypassCustomPluginExecution"] = true } });

    public void Dispose() => Local.Dispose();

    /// <summary>Imported once; the index jobs of alternate keys run before anything is installed that needs them.</summary>
    static Prepared Prepare(EnvironmentOptions options, bool withDefaults)
    {
        var local = LocalEnvironment.Create(options with { Now = new DateTime(2027, 1, 15, 8, 0, 0, DateTimeKind.Utc) });
        local.ImportSolution(Artifacts.ManagedZip);
        if (withDefaults)
        {
            local.RunAsyncJobs();
            InstallDefaults(local.Administrator);
        }

        return new Prepared(local, local.AddUser(Rep("Ada Rep", 1033)), local.AddUser(Rep("Berta Vertrieb", 1031)));
    }

    static NewUser Rep(string name, int language) => new(name)
    {
        Language = language,
        ColumnProfiles = ["Offboarding Personal Notes"],
        Privileges =
        [
            new TablePrivilege(AccountRow.Table, TableRights.All),
            new TablePrivilege(ContractRow.Table, TableRights.All),
            new TablePrivilege(OffboardingCaseRow.Table, TableRights.All),
            new TablePrivilege(CaseDecisionRow.Table, TableRights.Read),
            new TablePrivilege(PlanItemRow.Table, TableRights.All),
            new TablePrivilege(SettlementItemRow.Table, TableRights.All),
            new TablePrivilege(ClosingPointRow.Table, TableRights.All),
            new TablePrivilege(CaseDocumentRow.Table, TableRights.Read),
            new TablePrivilege(LetterRow.Table, TableRights.All),
            new TablePrivilege("letter", TableRights.All),
            new TablePrivilege("email", TableRights.All),
            new TablePrivilege("appointment", TableRights.All),
            new TablePrivilege("phonecall", TableRights.All),
            new TablePrivilege(LetterTemplateRow.Table, TableRights.Read | TableRights.AppendTo),
            new TablePrivilege(ReasonRow.Table, TableRights.Read | TableRights.AppendTo),
            new TablePrivilege(PlaybookRow.Table, TableRights.Read | TableRights.AppendTo),
            new TablePrivilege(TaskRow.Table, TableRights.All),
            new TablePrivilege(LetterRow.Table, TableRights.All),
            new TablePrivilege(LetterTemplateRow.Table, TableRights.Read | TableRights.AppendTo),
            new TablePrivilege("contact", TableRights.All),
            new TablePrivilege("systemuser", TableRights.Read | TableRights.AppendTo),
        ],
    };

    /// <summary>What environments with the same options are copies of.</summary>
    sealed record Prepared(LocalEnvironment Origin, Guid EnglishRep, Guid GermanRep);

    sealed class SameOptions : IEqualityComparer<(EnvironmentOptions Options, bool WithDefaults)>
    {
        public bool Equals((EnvironmentOptions Options, bool WithDefaults) x, (EnvironmentOptions Options, bool WithDefaults) y) =>
            ReferenceEquals(x.Options, y.Options) && x.WithDefaults == y.WithDefaults;

        public int GetHashCode((EnvironmentOptions Options, bool WithDefaults) obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Options);
    }
}

/// <summary>One environment for all tests of a class: they use rows of their own and change no setting.</summary>
public class SharedSolution : IDisposable
{
    public SharedSolution()
        : this(options: null)
    {
    }

    private protected SharedSolution(EnvironmentOptions? options) => World = new SolutionEnvironment(options);

    internal SolutionEnvironment World { get; }

    public void Dispose()
    {
        World.Dispose();
        GC.SuppressFinalize(this);
    }
}
