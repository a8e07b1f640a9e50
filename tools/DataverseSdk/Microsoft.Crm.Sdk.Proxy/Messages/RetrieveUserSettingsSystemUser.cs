using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Reads a user's personal settings.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveUserSettingsSystemUserRequest : OrganizationRequest
{
    public RetrieveUserSettingsSystemUserRequest() => RequestName = "RetrieveUserSettingsSystemUser";

    public Guid EntityId
    {
        get => Parameters.TryGetValue("EntityId", out var value) ? (Guid)value : default;
        set => Parameters["EntityId"] = value;
    }

    public ColumnSet ColumnSet
    {
        get => Parameters.TryGetValue("ColumnSet", out var value) ? (ColumnSet)value : default;
        set => Parameters["ColumnSet"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveUserSettingsSystemUserRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveUserSettingsSystemUserResponse : OrganizationResponse
{
    public Entity Entity => Results.TryGetValue("Entity", out var value) ? (Entity)value : default;
}
