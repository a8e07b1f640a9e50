using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Organization;

/// <summary>From where an endpoint is reached.</summary>
[DataContract(Name = "EndpointAccessType", Namespace = Namespaces.Organization)]
public enum EndpointAccessType
{
    [EnumMember]
    Default = 0,

    [EnumMember]
    Internet = 1,

    [EnumMember]
    Intranet = 2,
}

/// <summary>What an endpoint serves.</summary>
[DataContract(Name = "EndpointType", Namespace = Namespaces.Organization)]
public enum EndpointType
{
    [EnumMember]
    OrganizationService = 0,

    [EnumMember]
    OrganizationDataService = 1,

    [EnumMember]
    WebApplication = 2,
}

/// <summary>Whether an organization is switched on.</summary>
[DataContract(Name = "OrganizationState", Namespace = Namespaces.Organization)]
public enum OrganizationState
{
    [EnumMember]
    Enabled = 0,

    [EnumMember]
    Disabled = 1,
}

/// <summary>Facts about an organization.</summary>
[DataContract(Name = "OrganizationDetail", Namespace = Namespaces.Organization)]
public class OrganizationDetail : IExtensibleDataObject
{
    [DataMember]
    public Guid OrganizationId { get; set; }

    [DataMember]
    public string FriendlyName { get; set; }

    [DataMember]
    public string OrganizationVersion { get; set; }

    [DataMember]
    public string EnvironmentId { get; set; }

    [DataMember]
    public string Geo { get; set; }

    [DataMember]
    public string TenantId { get; set; }

    [DataMember]
    public string UrlName { get; set; }

    [DataMember]
    public string UniqueName { get; set; }

    [DataMember]
    public EndpointCollection Endpoints { get; internal set; }

    [DataMember]
    public OrganizationState State { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}
