using System.Collections.Generic;
using LocalDataverse.Pipeline;
using Microsoft.Crm.Sdk.Messages;

namespace LocalDataverse.Messages;

/// <summary>WhoAmI: the user whose privileges are asked, with business unit and organisation.</summary>
internal sealed class WhoAmIHandler : MessageHandler<WhoAmIRequest, WhoAmIResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = [];

    protected override Subject Find(WhoAmIRequest request, Call call) => Subject.None;

    protected override WhoAmIResponse Handle(WhoAmIRequest request, Call call) => new()
    {
        Results =
        {
            ["UserId"] = call.Caller.UserId,
            ["BusinessUnitId"] = call.Principal.BusinessUnitId,
            ["OrganizationId"] = call.Organization.Id,
        },
    };
}
