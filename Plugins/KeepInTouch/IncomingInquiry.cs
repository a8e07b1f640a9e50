using System;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary>Recognises an incoming e-mail, lead or service case of a former customer at once and gives it to whoever answers.</summary>
/// <remarks>
/// <para>Steps: PostOperation (40), asynchronous, of Create on email; and on lead and incident, which the repair of the health check registers where their apps are installed
/// (<see cref="Health.LocalStep"/>). What was missed is found by night (<see cref="Aftercare"/>); an inquiry gets one task, whoever comes first. An e-mail that goes out ends it at once.</para>
/// <para>Requests: 2 for an e-mail, 1 for the others, and those of <see cref="InquiryRouting"/>. As SYSTEM: a mailbox reads no customers.</para>
/// </remarks>
public sealed class IncomingInquiry : IPlugin
{
    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var table = call.Context.PrimaryEntityName;
        if (table == Inquiry.Email && call.Target.GetAttributeValue<bool?>("directioncode") != false) return;
        if (Inquiry.Read(call.AsSystem, table, call.Context.PrimaryEntityId) is { } inquiry) InquiryRouting.Route(call, inquiry);
    }
}
