using System;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary>Recognises an incoming e-mail of a former customer and gives it to whoever answers.</summary>
/// <remarks>
/// <para>Step: PostOperation (40), asynchronous, of Create on email. An e-mail that goes out ends it at once.</para>
/// <para>Requests: 2 for the e-mail, and those of <see cref="InquiryRouting"/>. As SYSTEM: a mailbox reads no customers.</para>
/// </remarks>
public sealed class IncomingEmail : IPlugin
{
    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.Target.GetAttributeValue<bool?>("directioncode") != false) return;
        if (Inquiry.Read(call.AsSystem, Inquiry.Email, call.Context.PrimaryEntityId) is { } inquiry) InquiryRouting.Route(call, inquiry);
    }
}
