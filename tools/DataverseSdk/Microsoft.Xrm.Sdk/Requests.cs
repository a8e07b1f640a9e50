using System;
using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>A message with its parameters.</summary>
[DataContract(Name = "OrganizationRequest", Namespace = Namespaces.Contracts)]
[KnownType("KnownTypes")]
public class OrganizationRequest : IExtensibleDataObject
{
    ParameterCollection parameters;

    public OrganizationRequest()
    {
    }

    public OrganizationRequest(string requestName) => RequestName = requestName;

    [DataMember]
    public ParameterCollection Parameters
    {
        get => parameters ??= [];
        set => parameters = value;
    }

    [DataMember]
    public Guid? RequestId { get; set; }

    [DataMember]
    public string RequestName { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public object this[string parameterName]
    {
        get => Parameters[parameterName];
        set => Parameters[parameterName] = value;
    }

    static IEnumerable<Type> KnownTypes() => Sdk.KnownTypes.All;
}

/// <summary>A message's results.</summary>
[DataContract(Name = "OrganizationResponse", Namespace = Namespaces.Contracts)]
[KnownType("KnownTypes")]
public class OrganizationResponse : IExtensibleDataObject
{
    ParameterCollection results;

    [DataMember]
    public string ResponseName { get; set; }

    [DataMember]
    public ParameterCollection Results
    {
        get => results ??= [];
        set => results = value;
    }

    public ExtensionDataObject ExtensionData { get; set; }

    public object this[string parameterName]
    {
        get => Results[parameterName];
        set => Results[parameterName] = value;
    }

    static IEnumerable<Type> KnownTypes() => Sdk.KnownTypes.All;
}

/// <summary>How ExecuteMultiple goes about its requests.</summary>
[DataContract(Name = "ExecuteMultipleSettings", Namespace = Namespaces.Contracts)]
public sealed class ExecuteMultipleSettings : IExtensibleDataObject
{
    [DataMember]
    public bool ContinueOnError { get; set; }

    [DataMember]
    public bool ReturnResponses { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>What became of one request of an ExecuteMultiple: a response or a fault.</summary>
[DataContract(Name = "ExecuteMultipleResponseItem", Namespace = Namespaces.Contracts)]
public sealed class ExecuteMultipleResponseItem : IExtensibleDataObject
{
    [DataMember]
    public OrganizationServiceFault Fault { get; set; }

    /// <summary>Position of the request, from 0.</summary>
    [DataMember]
    public int RequestIndex { get; set; }

    [DataMember]
    public OrganizationResponse Response { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}
