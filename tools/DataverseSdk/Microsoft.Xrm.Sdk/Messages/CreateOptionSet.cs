using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Creates a global choice.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateOptionSetRequest : OrganizationRequest
{
    public CreateOptionSetRequest() => RequestName = "CreateOptionSet";

    public OptionSetMetadataBase OptionSet
    {
        get => Parameters.TryGetValue("OptionSet", out var value) ? (OptionSetMetadataBase)value : default;
        set => Parameters["OptionSet"] = value;
    }

    public string SolutionUniqueName
    {
        get => Parameters.TryGetValue("SolutionUniqueName", out var value) ? (string)value : default;
        set => Parameters["SolutionUniqueName"] = value;
    }
}

/// <summary>The results of <see cref="CreateOptionSetRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateOptionSetResponse : OrganizationResponse
{
    public Guid OptionSetId => Results.TryGetValue("OptionSetId", out var value) ? (Guid)value : default;
}
