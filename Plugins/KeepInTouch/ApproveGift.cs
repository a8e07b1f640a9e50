using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary><c>off_ApproveGift</c>: another person than whoever gives it approves a gift above the limit.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_gift. Out: Report. An approved gift is answered alike again. The approval is for this value: another value takes it away.</para>
/// <para>Requests: 3 (caller's settings, gift; gift is written).</para>
/// </remarks>
public sealed class ApproveGift : IPlugin
{
    /// <summary>Requests of one call.</summary>
    public const int MostRequests = 3;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4614: no such gift for the caller; OFF-4615: the caller owns it or recorded it; OFF-4616: it was given or refused; OFF-4611, OFF-4612.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var gift = Read(call, call.Required<EntityReference>("Target").Id) ?? throw Refusal.Of("OFF-4614", call.Language);
        var name = call.Language.Quote(gift.Name ?? "?");
        if (gift.GiftState != GiftGiftState.Approved)
        {
            if (gift.GiftState is GiftGiftState.Given or GiftGiftState.Refused) throw Refusal.Of("OFF-4616", call.Language, "gift", name);

            var caller = call.Context.InitiatingUserId;
            if (gift.OwnerId?.Id == caller || gift.Entity.GetAttributeValue<EntityReference?>("createdby")?.Id == caller) throw Refusal.Of("OFF-4615", call.Language, "gift", name);
            if (!(gift.GiftValue > 0)) throw Refusal.Of("OFF-4611", call.Language, "gift", name);
            if (string.IsNullOrWhiteSpace(gift.ComplianceNote)) throw Refusal.Of("OFF-4612", call.Language, "gift", name);

            call.AsCaller.Update(new GiftRow(new Entity(GiftRow.Table, gift.Id)) { GiftState = GiftGiftState.Approved, ApprovedById = new EntityReference("systemuser", caller) }.Entity);
        }

        call.Return("Report", Messages.Part("OFF-TEXT-GIFT-APPROVED", call.Language, "gift", name));
    }

    static GiftRow? Read(PluginCall call, Guid id)
    {
        var query = new QueryExpression(GiftRow.Table)
        {
            ColumnSet = new ColumnSet(GiftRow.Columns.Name, GiftRow.Columns.GiftState, GiftRow.Columns.GiftValue, GiftRow.Columns.ComplianceNote, GiftRow.Columns.OwnerId, "createdby"), TopCount = 1,
        };
        query.Criteria.AddCondition(GiftRow.Columns.Id, ConditionOperator.Equal, id);
        return call.AsCaller.RetrieveMultiple(query).Entities.Select(static row => new GiftRow(row)).FirstOrDefault();
    }
}
