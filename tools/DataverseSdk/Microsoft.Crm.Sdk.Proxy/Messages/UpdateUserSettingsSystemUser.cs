using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Changes a user's personal settings.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class UpdateUserSettingsSystemUserRequest : OrganizationRequest
{
    public UpdateUserSettingsSystemUserRequest() => RequestName = "UpdateUserSettingsSystemUser";

    public Guid UserId
    {
        get => Parameters.TryGetValue("UserId", out var value) ? (Guid)value : default;
        set => Parameters["UserId"] = value;
    }

    public Entity Settings
    {
        get => Parameters.TryGetValue("Settings", out var value) ? (Entity)value : default;
        set => Parameters["Settings"] = value;
    }
}

/// <summary>The results of <see cref="UpdateUserSettingsSystemUserRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class UpdateUserSettingsSystemUserResponse : OrganizationResponse;
