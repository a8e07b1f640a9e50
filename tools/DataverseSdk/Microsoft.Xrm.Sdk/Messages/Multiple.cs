using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Creates rows of one table in one transaction.</summary>
/// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.createmultiplerequest</remarks>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateMultipleRequest : OrganizationRequest
{
    public CreateMultipleRequest() => RequestName = "CreateMultiple";

    public EntityCollection Targets
    {
        get => Parameters.TryGetValue("Targets", out var value) ? (EntityCollection)value : default;
        set => Parameters["Targets"] = value;
    }
}

/// <summary>The results of <see cref="CreateMultipleRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateMultipleResponse : OrganizationResponse
{
    /// <summary>The new rows' ids, in the order of the targets.</summary>
    public Guid[] Ids => Results.TryGetValue("Ids", out var value) ? (Guid[])value : default;
}

/// <summary>Changes rows of one table in one transaction.</summary>
/// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.updatemultiplerequest</remarks>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class UpdateMultipleRequest : OrganizationRequest
{
    public UpdateMultipleRequest() => RequestName = "UpdateMultiple";

    public EntityCollection Targets
    {
        get => Parameters.TryGetValue("Targets", out var value) ? (EntityCollection)value : default;
        set => Parameters["Targets"] = value;
    }

    public ConcurrencyBehavior ConcurrencyBehavior
    {
        get => Parameters.TryGetValue("ConcurrencyBehavior", out var value) ? (ConcurrencyBehavior)value : default;
        set => Parameters["ConcurrencyBehavior"] = value;
    }
}

/// <summary>The results of <see cref="UpdateMultipleRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class UpdateMultipleResponse : OrganizationResponse;

/// <summary>Changes or creates rows of one table in one transaction.</summary>
/// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.upsertmultiplerequest</remarks>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class UpsertMultipleRequest : OrganizationRequest
{
    public UpsertMultipleRequest() => RequestName = "UpsertMultiple";

    public EntityCollection Targets
    {
        get => Parameters.TryGetValue("Targets", out var value) ? (EntityCollection)value : default;
        set => Parameters["Targets"] = value;
    }
}

/// <summary>The results of <see cref="UpsertMultipleRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class UpsertMultipleResponse : OrganizationResponse
{
    /// <summary>What became of each target, in their order.</summary>
    public new UpsertResponse[] Results => base.Results.TryGetValue("Results", out var value) ? (UpsertResponse[])value : default;
}

/// <summary>Deletes rows in one transaction; elastic tables only.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/bulk-operations</remarks>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class DeleteMultipleRequest : OrganizationRequest
{
    public DeleteMultipleRequest() => RequestName = "DeleteMultiple";

    public EntityReferenceCollection Targets
    {
        get => Parameters.TryGetValue("Targets", out var value) ? (EntityReferenceCollection)value : default;
        set => Parameters["Targets"] = value;
    }
}

/// <summary>The results of <see cref="DeleteMultipleRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class DeleteMultipleResponse : OrganizationResponse;
