using System;
using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>What every piece of metadata has.</summary>
[DataContract(Name = "MetadataBase", Namespace = Namespaces.Metadata)]
[KnownType("KnownTypes")]
public abstract class MetadataBase : IExtensibleDataObject
{
    [DataMember]
    public bool? HasChanged { get; set; }

    [DataMember]
    public Guid? MetadataId { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    static IEnumerable<Type> KnownTypes() => Sdk.KnownTypes.All;
}
