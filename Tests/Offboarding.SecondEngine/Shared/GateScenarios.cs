using System;
using System.Collections.Generic;
using Offboarding.Plugins.Rows;

namespace Offboarding.SecondEngine;

/// <summary>Whether an account may be deactivated.</summary>
static class GateScenarios
{
    const int German = 1031;

    internal static IReadOnlyList<Scenario> All { get; } =
    [
        new("An account with a contract that runs stays active", StaysActive),
        new("The refusal speaks German to who reads German", SpeaksGerman),
        new("The refusal names every contract that obliges", NamesEveryContract),
        new("An account whose contract has ended is let go", EndedIsLetGo),
        new("An account without a contract is let go", WithoutContractIsLetGo),
        new("A contract of another account does not oblige", OthersDoNotOblige),
        new("A contract that cannot be read obliges", UnreadableObliges),
        new("An account with a contract that runs is not deleted", IsNotDeleted),
    ];

    static void StaysActive(IScenarioEngine engine)
    {
        var account = Facts.Account(engine);
        Facts.Contract(engine, account);

        var refusal = engine.RefusalOf(() => engine.Update(Facts.Deactivation(account)));

        Assert.EndsWith("[OFF-1101]", refusal, StringComparison.Ordinal);
        Assert.Contains("V-2041", refusal, StringComparison.Ordinal);
        Assert.Contains("30 Sep 2027", refusal, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, Facts.StateOf(engine, account));
    }

    static void SpeaksGerman(IScenarioEngine engine)
    {
        engine.Speak(German);
        var account = Facts.Account(engine);
        Facts.Contract(engine, account);

        var refusal = engine.RefusalOf(() => engine.Update(Facts.Deactivation(account)));

        Assert.Contains("kann noch nicht deaktiviert werden", refusal, StringComparison.Ordinal);
        Assert.Contains("30.09.2027", refusal, StringComparison.Ordinal);
    }

    static void NamesEveryContract(IScenarioEngine engine)
    {
        var account = Facts.Account(engine);
        Facts.Contract(engine, account);
        Facts.Contract(engine, account, "V-2042");

        var refusal = engine.RefusalOf(() => engine.Update(Facts.Deactivation(account)));

        Assert.Contains("V-2041", refusal, StringComparison.Ordinal);
        Assert.Contains("V-2042", refusal, StringComparison.Ordinal);
    }

    static void EndedIsLetGo(IScenarioEngine engine)
    {
        var account = Facts.Account(engine);
        Facts.Contract(engine, account, change: contract => contract.Renewal = ContractRenewal.None);

        Assert.Null(engine.RefusalOf(() => engine.Update(Facts.Deactivation(account))));
        Assert.Equal(AccountState.Inactive, Facts.StateOf(engine, account));
    }

    static void WithoutContractIsLetGo(IScenarioEngine engine)
    {
        var account = Facts.Account(engine);

        Assert.Null(engine.RefusalOf(() => engine.Update(Facts.Deactivation(account))));
        Assert.Equal(AccountState.Inactive, Facts.StateOf(engine, account));
    }

    static void OthersDoNotOblige(IScenarioEngine engine)
    {
        var account = Facts.Account(engine);
        Facts.Contract(engine, Facts.Account(engine, "Fabrikam AG"));

        Assert.Null(engine.RefusalOf(() => engine.Update(Facts.Deactivation(account))));
    }

    static void UnreadableObliges(IScenarioEngine engine)
    {
        var account = Facts.Account(engine);
        Facts.Contract(engine, account, change: contract => contract.Unreadable = "notice=three months");

        var refusal = engine.RefusalOf(() => engine.Update(Facts.Deactivation(account)));

        Assert.EndsWith("[OFF-1107]", refusal, StringComparison.Ordinal);
    }

    static void IsNotDeleted(IScenarioEngine engine)
    {
        var account = Facts.Account(engine);
        Facts.Contract(engine, account);

        var refusal = engine.RefusalOf(() => engine.Delete(new Microsoft.Xrm.Sdk.EntityReference(AccountRow.Table, account)));

        Assert.EndsWith("[OFF-1103]", refusal, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, Facts.StateOf(engine, account));
    }
}
