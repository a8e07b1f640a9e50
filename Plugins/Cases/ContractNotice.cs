using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>Puts the notice of a case onto the contracts that it ends.</summary>
static class ContractNotice
{
    /// <summary>Contracts of the account itself that run and were not ended otherwise, and those that carry the notice of this case already.</summary>
    /// <remarks>Subsidiaries are other persons in law: a notice to the parent does not end their contracts.</remarks>
    internal static IReadOnlyList<ReviewedContract> Concerned(CaseOnFile onFile, CaseJudgement judgement) =>
        [.. judgement.Review.Contracts.Where(contract => contract.Contract.Accounts[0] == onFile.Account.Id && (IsOpen(contract) || CarriesNoticeOf(onFile.Row, contract.Evaluation.Facts)))];

    /// <summary>The change of one contract. Its own check completes what follows from it.</summary>
    internal static Entity Change(Guid contractId, OffboardingCaseWay way, OffboardingCaseRow notice)
    {
        var change = new ContractRow(new Entity(ContractRow.Table, contractId));
        if (way == OffboardingCaseWay.Mutual)
        {
            change.Termination = ContractTermination.Mutual;
            change.AgreedEnd = notice.AgreedEnd;
            return change.Entity;
        }

        change.Termination = way == OffboardingCaseWay.Extraordinary ? ContractTermination.Extraordinary : ContractTermination.Ordinary;
        change.NoticeBy = ContractNoticeByCodes.FromCode(notice.NoticeBy?.ToCode());
        change.NoticeReceived = notice.NoticeReceivedOn;
        change.NoticeForm = ContractNoticeFormCodes.FromCode(notice.NoticeForm?.ToCode());
        change.TargetEnd = notice.TargetEnd;
        if (way != OffboardingCaseWay.Extraordinary) return change.Entity;

        change.CauseBasis = ContractCauseBasisCodes.FromCode(notice.CauseBasis?.ToCode());
        change.CauseKnownOn = notice.CauseKnownOn;
        change.CauseConfirmed = notice.CounselConfirmed;
        return change.Entity;
    }

    static bool IsOpen(ReviewedContract contract)
    {
        var facts = contract.Evaluation.Facts;
        return contract.Evaluation.Status != ContractStatus.Ended && facts.NoticeReceived is null && facts.AgreedEnd is null;
    }

    static bool CarriesNoticeOf(OffboardingCaseRow row, ContractFacts facts) =>
        (row.NoticeReceivedOn is { } received && facts.NoticeReceived == received) || (row.AgreedEnd is { } agreed && facts.AgreedEnd == agreed);
}
