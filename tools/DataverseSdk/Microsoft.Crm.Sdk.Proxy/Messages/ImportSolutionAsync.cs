using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Imports a solution zip in the background.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class ImportSolutionAsyncRequest : OrganizationRequest
{
    public ImportSolutionAsyncRequest() => RequestName = "ImportSolutionAsync";

    public bool OverwriteUnmanagedCustomizations
    {
        get => Parameters.TryGetValue("OverwriteUnmanagedCustomizations", out var value) ? (bool)value : default;
        set => Parameters["OverwriteUnmanagedCustomizations"] = value;
    }

    public bool PublishWorkflows
    {
        get => Parameters.TryGetValue("PublishWorkflows", out var value) ? (bool)value : default;
        set => Parameters["PublishWorkflows"] = value;
    }

    public byte[] CustomizationFile
    {
        get => Parameters.TryGetValue("CustomizationFile", out var value) ? (byte[])value : default;
        set => Parameters["CustomizationFile"] = value;
    }
}

/// <summary>The results of <see cref="ImportSolutionAsyncRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class ImportSolutionAsyncResponse : OrganizationResponse
{
    /// <summary>The job in asyncoperation.</summary>
    public Guid AsyncOperationId => Results.TryGetValue("AsyncOperationId", out var value) ? (Guid)value : default;

    /// <summary>Id of the row in importjob.</summary>
    public string ImportJobKey => Results.TryGetValue("ImportJobKey", out var value) ? (string)value : default;
}
