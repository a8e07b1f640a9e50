using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Transition;

/// <summary>What has to be handed over or closed: data by table, files, accesses, persons who answer, and the times of the Data Act where a contract can be switched.</summary>
/// <remarks>Made from what is on file. An item that is there stays as a person left it; a second look adds only what came since.</remarks>
static class HandoverList
{
    /// <summary>Before the name of a table in the key of its item.</summary>
    internal const string DataMark = "data:";

    /// <summary>Before the id of a note in the key of its file.</summary>
    internal const string DocumentMark = "document:";

    /// <summary>Adds what is missing. Requests: items, metadata, 1 for each installed table, files, metadata of portals, contracts; contacts where a portal is installed; 1 for each new item.</summary>
    /// <returns>All items of the case.</returns>
    internal static IReadOnlyList<HandoverItemRow> Complete(PluginCall call, CaseOnFile onFile)
    {
        var items = HandoverQueries.Items(call.AsCaller, onFile.Row.Id).ToList();
        var known = new HashSet<string>(items.Select(static item => item.ItemKey ?? ""), StringComparer.Ordinal);
        foreach (var item in Needed(call, onFile).Where(item => known.Add(item.ItemKey!)))
        {
            item.CaseId = onFile.Reference;
            item.ItemState = HandoverItemItemState.Open;
            item.Entity.Id = call.AsCaller.Create(item.Entity);
            items.Add(item);
        }

        return items;
    }

    static IEnumerable<HandoverItemRow> Needed(PluginCall call, CaseOnFile onFile)
    {
        var language = call.Language;
        var due = onFile.Row.PlannedEnd;
        var account = onFile.Account.Id;
        var installed = HandoverTable.Installed(call.AsSystem);
        foreach (var table in HandoverTable.All.Where(table => installed.Has(table.Table) && HandoverQueries.HasRows(call.AsSystem, table, account)))
            yield return Item(onFile, HandoverItemKind.Data, DataMark + table.Table, Text("OFF-TEXT-HANDOVER-DATA", language, table.Name(language)), due);

        foreach (var file in HandoverQueries.Files(call.AsSystem, account))
            yield return Item(onFile, HandoverItemKind.Document, DocumentMark + file.Id.ToString("D"), Text("OFF-TEXT-HANDOVER-DOCUMENT", language, file.GetAttributeValue<string?>("filename") ?? "?"), due);

        foreach (var contact in HandoverQueries.WithAccess(call.AsSystem, account))
        {
            var item = Item(onFile, HandoverItemKind.Access, "access:" + contact.Id.ToString("D"), Text("OFF-TEXT-HANDOVER-ACCESS", language, contact.GetAttributeValue<string?>("fullname") ?? "?"), due?.PlusDays(1));
            item.ContactId = contact.ToEntityReference();
            yield return item;
        }

        var answers = onFile.Row.ResponderId ?? onFile.Row.OwnerId;
        yield return Item(onFile, HandoverItemKind.ContactPerson, "contact_person:ours", Text("OFF-TEXT-HANDOVER-OURS", language, answers?.Name ?? "?"), due);
        if (onFile.Row.MainContactId is { } main)
        {
            var item = Item(onFile, HandoverItemKind.ContactPerson, "contact_person:theirs", Text("OFF-TEXT-HANDOVER-THEIRS", language, main.Name ?? "?"), due);
            item.ContactId = main;
            yield return item;
        }

        foreach (var contract in Switched(call, account)) yield return SwitchingItem(onFile, contract, language);
    }

    /// <summary>Contracts that the Data Act lets the customer switch. Requests: 1.</summary>
    internal static IEnumerable<OwnedContract> Switched(PluginCall call, Guid account) =>
        ContractQueries.Active(call.AsSystem, [account], withSubsidiaries: false, ContractSources.Of(call)).Where(static contract => contract.Facts.Has(ContractFlags.Switch));

    /// <summary>The times of a contract in words; without a notice on file only their lengths are known.</summary>
    internal static string TimesText(OwnedContract contract, LocalDate? plannedEnd, Language language)
    {
        if (contract.Facts.NoticeReceived is not { } received) return Messages.Part("OFF-TEXT-SWITCHING-NO-NOTICE", language, "contract", contract.Number);

        var times = SwitchingTimes.After(received, plannedEnd);
        var text = Messages.Part(
            "OFF-TEXT-SWITCHING", language, "contract", contract.Number, "received", language.Text(received), "notice", language.Text(times.LatestNoticeEnd),
            "transition", language.Text(times.LatestTransitionEnd), "retrieval", language.Text(times.RetrievalUntil), "erase", language.Text(times.EraseFrom));
        return times.IsTooLate ? text + " " + Messages.Part("OFF-TEXT-SWITCHING-LATE", language, "end", language.Text(plannedEnd!.Value), "transition", language.Text(times.LatestTransitionEnd)) : text;
    }

    static HandoverItemRow SwitchingItem(CaseOnFile onFile, OwnedContract contract, Language language)
    {
        var due = contract.Facts.NoticeReceived is { } received ? SwitchingTimes.After(received, onFile.Row.PlannedEnd).RetrievalUntil : onFile.Row.PlannedEnd;
        var item = Item(onFile, HandoverItemKind.Other, "switching:" + contract.Id.ToString("D"), Text("OFF-TEXT-HANDOVER-SWITCHING", language, contract.Number), due);
        item.Detail = TimesText(contract, onFile.Row.PlannedEnd, language);
        return item;
    }

    static string Text(string code, Language language, string name) => Messages.Part(code, language, "name", name);

    static HandoverItemRow Item(CaseOnFile onFile, HandoverItemKind kind, string key, string name, LocalDate? due) => new()
    {
        Name = name.Length > 200 ? name.Substring(0, 200) : name,
        Kind = kind,
        ItemKey = KeyOf(onFile.Row.Id, key),
        DueOn = due,
    };

    /// <summary>Key of an item of a case.</summary>
    internal static string KeyOf(Guid caseId, string key) => caseId.ToString("D") + "|" + key;
}
