using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Imports a solution zip.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class ImportSolutionRequest : OrganizationRequest
{
    public ImportSolutionRequest() => RequestName = "ImportSolution";

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

    public Guid ImportJobId
    {
        get => Parameters.TryGetValue("ImportJobId", out var value) ? (Guid)value : default;
        set => Parameters["ImportJobId"] = value;
    }

    public bool ConvertToManaged
    {
        get => Parameters.TryGetValue("ConvertToManaged", out var value) ? (bool)value : default;
        set => Parameters["ConvertToManaged"] = value;
    }

    public bool SkipProductUpdateDependencies
    {
        get => Parameters.TryGetValue("SkipProductUpdateDependencies", out var value) ? (bool)value : default;
        set => Parameters["SkipProductUpdateDependencies"] = value;
    }

    public bool HoldingSolution
    {
        get => Parameters.TryGetValue("HoldingSolution", out var value) ? (bool)value : default;
        set => Parameters["HoldingSolution"] = value;
    }

    public bool SkipQueueRibbonJob
    {
        get => Parameters.TryGetValue("SkipQueueRibbonJob", out var value) ? (bool)value : default;
        set => Parameters["SkipQueueRibbonJob"] = value;
    }

    public LayerDesiredOrder LayerDesiredOrder
    {
        get => Parameters.TryGetValue("LayerDesiredOrder", out var value) ? (LayerDesiredOrder)value : default;
        set => Parameters["LayerDesiredOrder"] = value;
    }

    public bool AsyncRibbonProcessing
    {
        get => Parameters.TryGetValue("AsyncRibbonProcessing", out var value) ? (bool)value : default;
        set => Parameters["AsyncRibbonProcessing"] = value;
    }

    public EntityCollection ComponentParameters
    {
        get => Parameters.TryGetValue("ComponentParameters", out var value) ? (EntityCollection)value : default;
        set => Parameters["ComponentParameters"] = value;
    }
}

/// <summary>The results of <see cref="ImportSolutionRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class ImportSolutionResponse : OrganizationResponse;
