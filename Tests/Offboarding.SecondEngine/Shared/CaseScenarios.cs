using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.SecondEngine;

/// <summary>What is written on cases by the product alone.</summary>
static class CaseScenarios
{
    internal static IReadOnlyList<Scenario> All { get; } =
    [
        new("A case is not created by hand", IsNotCreatedByHand),
        new("The stage of a case is not changed by hand", StageIsNotChangedByHand),
        new("The planned end of a case is not changed by hand", PlannedEndIsNotChangedByHand),
        new("What people write on a case is theirs", ExplanationIsTheirs),
        new("A decision is not written by hand", DecisionIsNotWrittenByHand),
        new("A case with a decision is not deleted", DecidedCaseIsKept),
        new("A case without one may be deleted", UndecidedCaseGoes),
    ];

    static void IsNotCreatedByHand(IScenarioEngine engine)
    {
        var account = Facts.Account(engine);

        var refusal = engine.RefusalOf(() => engine.Create(new OffboardingCaseRow { Name = "CASE-1", AccountId = new EntityReference(AccountRow.Table, account) }.Entity));

        Assert.EndsWith("[OFF-1361]", refusal, StringComparison.Ordinal);
    }

    static void StageIsNotChangedByHand(IScenarioEngine engine)
    {
        var row = Facts.Case(engine, Facts.Account(engine));

        var refusal = engine.RefusalOf(() => engine.Update(Change(row, one => one.StatusReason = OffboardingCaseStatusReason.Announce)));

        Assert.EndsWith("[OFF-1360]", refusal, StringComparison.Ordinal);
        Assert.Contains(OffboardingCaseRow.Columns.StatusReason, refusal, StringComparison.Ordinal);
    }

    static void PlannedEndIsNotChangedByHand(IScenarioEngine engine)
    {
        var row = Facts.Case(engine, Facts.Account(engine));

        var refusal = engine.RefusalOf(() => engine.Update(Change(row, one => one.PlannedEnd = new Plugins.Calendar.LocalDate(2027, 12, 31))));

        Assert.Contains(OffboardingCaseRow.Columns.PlannedEnd, refusal, StringComparison.Ordinal);
    }

    static void ExplanationIsTheirs(IScenarioEngine engine)
    {
        var row = Facts.Case(engine, Facts.Account(engine));

        Assert.Null(engine.RefusalOf(() => engine.Update(Change(row, one => one.Explanation = "The site closes."))));
        var read = new OffboardingCaseRow(engine.Service.Retrieve(OffboardingCaseRow.Table, row, new ColumnSet(OffboardingCaseRow.Columns.Explanation)));
        Assert.Equal("The site closes.", read.Explanation);
    }

    static void DecisionIsNotWrittenByHand(IScenarioEngine engine)
    {
        var row = Facts.Case(engine, Facts.Account(engine));

        Assert.EndsWith("[OFF-1363]", engine.RefusalOf(() => engine.Create(Decision(row))), StringComparison.Ordinal);
    }

    static void DecidedCaseIsKept(IScenarioEngine engine)
    {
        var row = Facts.Case(engine, Facts.Account(engine));
        engine.Migrate(Decision(row));

        Assert.EndsWith("[OFF-1363]", engine.RefusalOf(() => engine.Delete(new EntityReference(OffboardingCaseRow.Table, row))), StringComparison.Ordinal);
    }

    static void UndecidedCaseGoes(IScenarioEngine engine)
    {
        var row = Facts.Case(engine, Facts.Account(engine));

        Assert.Null(engine.RefusalOf(() => engine.Delete(new EntityReference(OffboardingCaseRow.Table, row))));
        Assert.Empty(engine.Service.RetrieveMultiple(new QueryExpression(OffboardingCaseRow.Table)).Entities);
    }

    static Entity Decision(Guid row) => new CaseDecisionRow { Name = "Decision", CaseId = new EntityReference(OffboardingCaseRow.Table, row) }.Entity;

    static Entity Change(Guid row, Action<OffboardingCaseRow> change)
    {
        var changed = new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, row));
        change(changed);
        return changed.Entity;
    }
}
