using System.Collections.Generic;
using LocalDataverse.Pipeline;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Organization;

namespace LocalDataverse.Messages;

/// <summary>RetrieveVersion: the version of the service in four parts.</summary>
internal sealed class RetrieveVersionHandler : MessageHandler<RetrieveVersionRequest, RetrieveVersionResponse>
{
    /// <summary>That of the contracts (9.0) with which plugins are built.</summary>
    internal const string Version = "9.2.0.0";

    protected override IReadOnlyCollection<string> Parameters { get; } = [];

    protected override Subject Find(RetrieveVersionRequest request, Call call) => Subject.None;

    protected override RetrieveVersionResponse Handle(RetrieveVersionRequest request, Call call) => new() { Results = { ["Version"] = Version } };
}

/// <summary>RetrieveCurrentOrganization: names and ids of the environment. It has no address, hence no endpoints.</summary>
internal sealed class RetrieveCurrentOrganizationHandler : MessageHandler<RetrieveCurrentOrganizationRequest, RetrieveCurrentOrganizationResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["AccessType"];

    protected override Subject Find(RetrieveCurrentOrganizationRequest request, Call call) => Subject.None;

    protected override RetrieveCurrentOrganizationResponse Handle(RetrieveCurrentOrganizationRequest request, Call call) => new()
    {
        Results =
        {
            ["Detail"] = new OrganizationDetail
            {
                OrganizationId = call.Organization.Id,
                EnvironmentId = call.Organization.Id.ToString("D"),
                FriendlyName = call.Organization.Options.OrganizationName,
                UniqueName = call.Organization.Options.OrganizationName,
                UrlName = call.Organization.Options.OrganizationName,
                OrganizationVersion = RetrieveVersionHandler.Version,
                State = OrganizationState.Enabled,
            },
        },
    };
}
