using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>What a request does at once, before anybody has answered it: it ends advertising, and goes to the person's other rows.</summary>
/// <remarks>
/// <para>Steps: PostOperation (40), synchronous, rank 1, of Create and Update on off_subjectrequest.</para>
/// <para>An erasure request ends standing consents unless the person said otherwise (off_keepconsent); an objection to direct marketing ends every basis for it (Art. 21(3) GDPR). Both put the
/// person on the do-not-reimport list: the fingerprints must be there before the erasure takes the values away.</para>
/// <para>Days and states of a main request are those of the requests that belong to it.</para>
/// <para>Requests: 1 for the row; of an erasure or objection of a known person 1 for her values, 3 for the list and 1 for each new entry, 1 for consents and 1 for each that ends; of a change 1 for the requests that belong to
/// it and 1 for each.</para>
/// </remarks>
public sealed class RequestConsequences : IPlugin
{
    static readonly string[] Shared =
    [
        SubjectRequestRow.Columns.ReceivedOn, SubjectRequestRow.Columns.Extended, SubjectRequestRow.Columns.ExtendedOn, SubjectRequestRow.Columns.ExtensionReason,
        SubjectRequestRow.Columns.IdentityAskedOn, SubjectRequestRow.Columns.IdentityConfirmedOn, SubjectRequestRow.Columns.KeepConsent, SubjectRequestRow.Columns.Ground,
        SubjectRequestRow.Columns.LiftedOn, SubjectRequestRow.Columns.RequestState,
    ];

    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var id = call.IsMessage("Create") ? (Guid)call.Context.OutputParameters["id"] : call.Target.Id;
        var request = RequestQueries.Of(call.AsSystem, id);
        call.MarkAsProduct();
        if (RequestRule.EndsMarketing(request) && RequestRule.IsOpen(request)) EndMarketing(call, request);
        if (call.IsMessage("Update") && string.IsNullOrEmpty(request.MainRequest) && Shared.Any(call.Target.Contains)) Share(call, request);
    }

    static void EndMarketing(PluginCall call, SubjectRequestRow request)
    {
        if ((request.ContactId ?? request.AccountId) is not { } person) return;

        if (call.IsMessage("Create") || call.Target.Contains(SubjectRequestRow.Columns.ContactId) || call.Target.Contains(SubjectRequestRow.Columns.AccountId))
        {
            var list = new SuppressionList(call.AsSystem, call.Context.OrganizationId, call.Language);
            list.Add(PersonRow.Read(call.AsSystem, person).Fingerprints(list.KeyForWriting()), request.Name ?? RequestQueries.KeyOf(request.Id), request.ReceivedOn!.Value);
        }

        if (request.Kind == SubjectRequestKind.Erasure && request.KeepConsent == true) return;
        foreach (var consent in Standing(call.AsSystem, person, request))
            call.AsSystem.Update(new ConsentRow(new Entity(ConsentRow.Table, consent)) { WithdrawnOn = request.ReceivedOn }.Entity);
    }

    /// <summary>What still stands and ends now: of an erasure the consents; of an objection whatever advertising rests on, but no contract.</summary>
    static IReadOnlyList<Guid> Standing(IOrganizationService service, EntityReference person, SubjectRequestRow request)
    {
        var query = new QueryExpression(ConsentRow.Table) { ColumnSet = new ColumnSet(ConsentRow.Columns.Id) };
        query.Criteria.AddCondition(person.LogicalName == AccountRow.Table ? ConsentRow.Columns.AccountId : ConsentRow.Columns.ContactId, ConditionOperator.Equal, person.Id);
        query.Criteria.AddCondition(ConsentRow.Columns.WithdrawnOn, ConditionOperator.Null);
        query.Criteria.AddCondition(ConsentRow.Columns.State, ConditionOperator.Equal, (int)ConsentState.Active);
        query.Criteria.AddCondition(ConsentRow.Columns.GivenOn, ConditionOperator.OnOrBefore, request.ReceivedOn!.Value.ToString());
        if (request.Kind == SubjectRequestKind.Erasure) query.Criteria.AddCondition(ConsentRow.Columns.Basis, ConditionOperator.Equal, (int)ConsentBasis.Consent);
        else query.Criteria.AddCondition(ConsentRow.Columns.Basis, ConditionOperator.NotEqual, (int)ConsentBasis.Contract);
        query.AddOrder(ConsentRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => row.Id)];
    }

    static void Share(PluginCall call, SubjectRequestRow request)
    {
        foreach (var other in RequestQueries.BelongingTo(call.AsSystem, request.Id))
        {
            var change = new Entity(SubjectRequestRow.Table, other.Id);
            foreach (var column in Shared.Where(call.Target.Contains)) change[column] = request.Entity.GetAttributeValue<object?>(column);
            call.AsSystem.Update(change);
        }
    }
}
