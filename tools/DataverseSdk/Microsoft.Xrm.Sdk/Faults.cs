using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>What every fault of the service tells.</summary>
[Serializable]
[DataContract(Name = "BaseServiceFault", Namespace = Namespaces.Contracts)]
[KnownType(typeof(OrganizationServiceFault))]
public abstract class BaseServiceFault : IExtensibleDataObject
{
    ErrorDetailCollection errorDetails;

    [NonSerialized]
    ExtensionDataObject extensionData;

    [DataMember]
    public Guid ActivityId { get; set; }

    /// <summary>The platform's code, a negative number; documentation shows it in hexadecimal.</summary>
    [DataMember]
    public int ErrorCode { get; set; }

    [DataMember]
    public ErrorDetailCollection ErrorDetails
    {
        get => errorDetails ??= [];
        set => errorDetails = value;
    }

    [DataMember]
    public string HelpLink { get; set; }

    [DataMember]
    public string Message { get; set; }

    /// <summary>When the fault came up, in UTC.</summary>
    [DataMember]
    public DateTime Timestamp { get; set; }

    public ExtensionDataObject ExtensionData
    {
        get => extensionData;
        set => extensionData = value;
    }
}

/// <summary>Why the organization service refused a request.</summary>
/// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.organizationservicefault</remarks>
[Serializable]
[DataContract(Name = "OrganizationServiceFault", Namespace = Namespaces.Contracts)]
[KnownType(typeof(ExecuteTransactionFault))]
public class OrganizationServiceFault : BaseServiceFault
{
    [DataMember]
    public OrganizationServiceFault InnerFault { get; set; }

    /// <summary>What plugins traced.</summary>
    [DataMember]
    public string TraceText { get; set; }
}

/// <summary>Which request of an ExecuteTransaction failed, so that nothing of it was done.</summary>
[Serializable]
[DataContract(Name = "ExecuteTransactionFault", Namespace = Namespaces.Contracts71)]
public sealed class ExecuteTransactionFault : OrganizationServiceFault
{
    /// <summary>Position of the request, from 0.</summary>
    [DataMember]
    public int FaultedRequestIndex { get; set; }
}
