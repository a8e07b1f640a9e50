using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Deactivation;

/// <summary>An account on 15 January 2027 and what must become of it at every door.</summary>
/// <param name="Name">In words.</param>
/// <param name="Deactivation">Code with which deactivation and merge are refused; null: the account may go.</param>
/// <param name="Deletion">Code with which deletion is refused; null: it may be deleted.</param>
/// <param name="Arrange">Makes the account.</param>
sealed record Situation(string Name, string? Deactivation, string? Deletion, Func<SolutionEnvironment, Guid> Arrange)
{
    /// <summary>Settings of the environment, as variable=value.</summary>
    public string Settings { get; init; } = "";

    /// <summary>Whether the caller may not read the account.</summary>
    public bool IsBlind { get; init; }

    /// <summary>Whether the account is inactive before anybody does anything.</summary>
    public bool IsInactive { get; init; }

    /// <summary>What the policy lets go is recorded on the account.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Whether the contact of the account leaves with it.</summary>
    public bool TakesContact { get; init; }
}

static class Situations
{
    /// <summary>The platform itself deletes no account to which contracts belong, whatever they oblige to.</summary>
    const string Platform = "0x80040227";

    public static IReadOnlyList<Situation> All { get; } =
    [
        Free("No contract", world => world.AddAccount("Contoso GmbH")),
        Refused("Notice open", "OFF-1101", _ => { }),
        Refused("Notice missed, the next term binds", "OFF-1101", contract => contract.InitialTerm = "26M"),
        Refused("Committed beyond this term", "OFF-1101", contract =>
        {
            contract.Renewal = ContractRenewal.Indefinite;
            contract.RenewalTerm = null;
            contract.InitialTerm = "36M";
            contract.TermEndExcluded = true;
            contract.Anchor = "quarter_end";
        }),
        Refused("Running without a term", "OFF-1101", contract =>
        {
            contract.InitialTerm = "none";
            contract.Renewal = null;
            contract.RenewalTerm = null;
            contract.Anchor = "any_day";
        }),
        Refused("Not started", "OFF-1101", contract => contract.Start = new LocalDate(2027, 6, 1)),
        Refused("Ending", "OFF-1108", contract => contract.NoticeReceived = new LocalDate(2027, 1, 10)),
        new("Ended", null, Platform, world => With(world, contract => contract.Renewal = ContractRenewal.None)),
        Refused("Ended with open services", "OFF-1109", contract =>
        {
            contract.Renewal = ContractRenewal.None;
            contract.OpenServices = true;
        }),
        Refused("Ended, duties go on", "OFF-1108", contract =>
        {
            contract.Renewal = ContractRenewal.None;
            contract.PostEndDays = 90;
        }),
        Refused("No ordinary notice", "OFF-1101", contract =>
        {
            contract.InitialTerm = "none";
            contract.Renewal = null;
            contract.RenewalTerm = null;
            contract.Notice = null;
            contract.NoticeExcluded = true;
        }),
        Refused("Facts are missing", "OFF-1107", contract => contract.Start = null),
        Refused("Agreed end ahead", "OFF-1108", contract =>
        {
            contract.Termination = ContractTermination.Mutual;
            contract.AgreedEnd = new LocalDate(2027, 3, 31);
        }),
        new("Agreed end passed", null, Platform, world => With(world, contract =>
        {
            contract.Termination = ContractTermination.Mutual;
            contract.AgreedEnd = new LocalDate(2026, 12, 31);
        })),
        new("Contract of a subsidiary, which does not count", null, null, SubsidiaryOwns),
        new("Contract of a subsidiary, which counts by setting", "OFF-1101", "OFF-1103", SubsidiaryOwns) { Settings = "off_IncludeSubsidiaries=yes" },
        new("The policy asks for a case, and there is none", "OFF-1102", "OFF-1103", world => With(world, _ => { })) { Settings = "off_DeactivationPolicy=requirecase" },
        new("The policy asks for a case, and it is not decided yet", "OFF-1318", "OFF-1103", world => WithCase(world, OffboardingCaseStatusReason.Prepare))
        {
            Settings = "off_DeactivationPolicy=requirecase",
        },
        new("The policy asks for a case, and it is decided", null, "OFF-1103", world => WithCase(world, OffboardingCaseStatusReason.Announce)) { Settings = "off_DeactivationPolicy=requirecase" },
        new("The policy lets go and records", null, "OFF-1103", world => With(world, _ => { })) { Settings = "off_DeactivationPolicy=allowandrecord", IsRecorded = true },
        new("A customer without contract must be confirmed", "OFF-1104", "OFF-1104", world => world.AddAccount("Contoso GmbH", type: AccountCustomerTypeCode.Customer))
        {
            Settings = "off_RequireNoContractConfirmation=yes",
        },
        Free("A contact, which stays by the setting of the installation", world => WithContact(world)),
        new("A contact, which leaves with the account by setting", null, null, WithContact) { Settings = "off_ContactPolicy=deactivate", TakesContact = true },
        new("A contact, which leaves with the account by setting although a contract obliges", null, "OFF-1103", world =>
        {
            var account = WithContact(world);
            world.AddContract(account);
            return account;
        }) { Settings = "off_ContactPolicy=deactivate;off_DeactivationPolicy=allowandrecord", TakesContact = true, IsRecorded = true },
        Free("An active subsidiary, which does not hold up its parent", world => WithSubsidiary(world)),
        new("An active subsidiary, which comes first by setting", "OFF-1332", "OFF-1332", world => WithSubsidiary(world)) { Settings = "off_SubsidiaryPolicy=refuse" },
        new("An active subsidiary, which comes first by setting, whatever the policy", "OFF-1332", "OFF-1332", world => WithSubsidiary(world))
        {
            Settings = "off_SubsidiaryPolicy=refuse;off_DeactivationPolicy=allowandrecord",
        },
        new("An inactive subsidiary, which holds up nobody", null, null, world => WithSubsidiary(world, isActive: false)) { Settings = "off_SubsidiaryPolicy=refuse" },
        new("Inactive already", null, null, world =>
        {
            var account = world.AddAccount("Contoso GmbH");
            SolutionEnvironment.Deactivate(world.Administrator, account);
            return account;
        }) { IsInactive = true },
        new("The caller may not read the account", "OFF-1105", "OFF-1105", world => With(world, _ => { })) { IsBlind = true },
    ];

    public static Situation Named(string name) => All.Single(situation => situation.Name == name);

    static Situation Free(string name, Func<SolutionEnvironment, Guid> arrange) => new(name, null, null, arrange);

    static Situation Refused(string name, string code, Action<ContractRow> change) => new(name, code, "OFF-1103", world => With(world, change));

    static Guid With(SolutionEnvironment world, Action<ContractRow> change)
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: change);
        return account;
    }

    static Guid WithCase(SolutionEnvironment world, OffboardingCaseStatusReason stage)
    {
        var account = With(world, _ => { });
        world.CreatePastTheProduct(new OffboardingCaseRow { AccountId = new EntityReference(AccountRow.Table, account), OpenKey = account.ToString(), StatusReason = stage }.Entity);
        return account;
    }

    static Guid WithContact(SolutionEnvironment world)
    {
        var account = world.AddAccount("Contoso GmbH");
        world.Administrator.Create(new Entity("contact") { ["lastname"] = "Muster", ["parentcustomerid"] = new EntityReference(AccountRow.Table, account) });
        return account;
    }

    static Guid WithSubsidiary(SolutionEnvironment world, bool isActive = true)
    {
        var parent = world.AddAccount("Contoso Holding");
        var child = world.AddAccount("Contoso Service GmbH", parent);
        if (!isActive) SolutionEnvironment.Deactivate(world.Administrator, child);
        return parent;
    }

    static Guid SubsidiaryOwns(SolutionEnvironment world)
    {
        var parent = world.AddAccount("Contoso Holding");
        world.AddContract(world.AddAccount("Contoso GmbH", parent));
        return parent;
    }
}
