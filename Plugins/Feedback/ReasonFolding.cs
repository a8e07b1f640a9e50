using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Feedback;

/// <summary>Folds an ended case into a fact without a person: reason, year, bands, score and themes. Figures rest on these rows alone, so that erasure changes none of them.</summary>
/// <remarks>
/// <para>The key of a fact is made with the secret of its subject: while that exists, a case finds its fact again; once it is destroyed, no fact leads back to anybody. A fact of a closed year
/// (<see cref="ReasonBands.IsClosed"/>) is never changed.</para>
/// <para>Requests for each case: themes if there is feedback, contracts, key, fact, 1 write; none to write where the year is closed.</para>
/// </remarks>
static class ReasonFolding
{
    const string Name = "reasonfact|";

    /// <summary>Folds a case that has ended; an open one has nothing to fold.</summary>
    internal static void Refresh(PluginCall call, CaseOnFile onFile)
    {
        if (onFile.Row.CompletedOn is { } completed) Fold(call, onFile.Row, onFile.Account.Id, onFile.Reason.Code, completed);
    }

    /// <summary>Folds every ended case of an account that came after its last erasure: what was folded before that would come again under another key. Requests: 2, and those of each case.</summary>
    /// <returns>How many cases there are.</returns>
    internal static int OfAccount(PluginCall call, Guid account)
    {
        var query = new QueryExpression(OffboardingCaseRow.Table)
        {
            ColumnSet = new ColumnSet(OffboardingCaseRow.Columns.CompletedOn, OffboardingCaseRow.Columns.AccountValue, OffboardingCaseRow.Columns.Way, OffboardingCaseRow.Columns.AccountId),
        };
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.AccountId, ConditionOperator.Equal, account);
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.CompletedOn, ConditionOperator.NotNull);
        query.AddOrder(OffboardingCaseRow.Columns.Id, OrderType.Ascending);
        var reason = query.AddLink(ReasonRow.Table, OffboardingCaseRow.Columns.ReasonId, ReasonRow.Columns.Id, JoinOperator.LeftOuter);
        reason.EntityAlias = CaseOnFile.ReasonAlias;
        reason.Columns = new ColumnSet(ReasonRow.Columns.Code);

        var cases = call.AsSystem.AllRows(query);
        var erased = cases.Count == 0 ? null : LastErasure(call.AsSystem, account);
        foreach (var row in cases)
        {
            var ended = new OffboardingCaseRow(row);
            if (IsBeforeErasure(ended.CompletedOn!.Value, erased, call.DayOfJobs())) continue;

            Fold(call, ended, account, new ReasonRow(Joined.Row(row, CaseOnFile.ReasonAlias, ReasonRow.Table)).Code, ended.CompletedOn!.Value);
        }

        return cases.Count;
    }

    /// <summary>On the day of the erasure itself the key is still there: a case that ends after it is folded, one that was finds its fact again.</summary>
    static bool IsBeforeErasure(LocalDate completed, LocalDate? erased, LocalDate today) => completed < erased || (completed == erased && today > erased);

    /// <summary>When the last erasure of an account was completed; null: none was. Requests: 1.</summary>
    static LocalDate? LastErasure(IOrganizationService service, Guid account)
    {
        var query = new QueryExpression(ErasureJobRow.Table) { ColumnSet = new ColumnSet(ErasureJobRow.Columns.CompletedOn), TopCount = 1 };
        query.Criteria.AddCondition(ErasureJobRow.Columns.AccountId, ConditionOperator.Equal, account);
        query.Criteria.AddCondition(ErasureJobRow.Columns.State, ConditionOperator.Equal, (int)ErasureJobState.Inactive);
        query.Criteria.AddCondition(ErasureJobRow.Columns.CompletedOn, ConditionOperator.NotNull);
        query.AddOrder(ErasureJobRow.Columns.CompletedOn, OrderType.Descending);
        return service.RetrieveMultiple(query).Entities.Select(static row => new ErasureJobRow(row).CompletedOn).FirstOrDefault();
    }

    static void Fold(PluginCall call, OffboardingCaseRow ended, Guid account, string? reason, LocalDate completed)
    {
        var today = call.DayOfJobs();
        var key = Digest.Hex(SubjectKeys.Of(call.AsSystem, new EntityReference(AccountRow.Table, account), call.Language).Commitment(Name + ended.Id.ToString("D")));
        var known = FeedbackQueries.Fact(call.AsSystem, key);
        if (known?.EndYear is { } told && ReasonBands.IsClosed(told, today)) return;

        var fact = Fact(call, ended, account, completed);
        fact.ReasonCode = reason ?? ReasonBands.Unknown;
        fact.EndYear = known?.EndYear ?? ReasonBands.YearOf(completed, today);
        fact.EndMonth = completed.Month;
        fact.Name = fact.EndYear.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) + " " + fact.ReasonCode;
        if (known is null)
        {
            fact.FactKey = key;
            call.AsSystem.Create(fact.Entity);
            return;
        }

        fact.Entity.Id = known.Id;
        call.AsSystem.Update(fact.Entity);
    }

    static ReasonFactRow Fact(PluginCall call, OffboardingCaseRow ended, Guid account, LocalDate completed)
    {
        var contracts = Contracts(call.AsSystem, account);
        var feedback = FeedbackQueries.OfCase(call.AsSystem, ended.Id);
        return new ReasonFactRow
        {
            ValueBand = ReasonBands.OfValue(ended.AccountValue),
            TenureBand = ReasonBands.OfTenure(contracts.Select(static contract => contract.Start).OfType<LocalDate>().OrderBy(static day => day).Select(static day => (LocalDate?)day).FirstOrDefault(), completed),
            CustomerType = contracts.Select(static contract => contract.CustomerType?.ToCode()).FirstOrDefault(static type => type is not null) ?? ReasonBands.Unknown,
            EndedBy = ended.Way?.ToCode() ?? ReasonBands.Unknown,
            Score = feedback?.FeedbackState == FeedbackFeedbackState.Answered ? feedback.Score : null,
            Themes = feedback is null ? null : string.Join(";", FeedbackQueries.ThemesOf(call.AsSystem, feedback.Id)),
        };
    }

    /// <summary>All contracts of an account, ended or not, the first one first. Requests: 1.</summary>
    static System.Collections.Generic.IReadOnlyList<ContractRow> Contracts(IOrganizationService service, Guid account)
    {
        var query = new QueryExpression(ContractRow.Table) { ColumnSet = new ColumnSet(ContractRow.Columns.Start, ContractRow.Columns.CustomerType) };
        query.Criteria.AddCondition(ContractRow.Columns.AccountId, ConditionOperator.Equal, account);
        query.AddOrder(ContractRow.Columns.Start, OrderType.Ascending);
        query.AddOrder(ContractRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ContractRow(row))];
    }
}
