using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Organization;

/// <summary>The addresses of an organization by what they serve.</summary>
[Serializable]
[CollectionDataContract(Name = "EndpointCollection", Namespace = Namespaces.Organization)]
public sealed class EndpointCollection : DataCollection<EndpointType, string>;
