using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>Where a solution is to go among the layers.</summary>
[DataContract(Name = "LayerDesiredOrderType", Namespace = Namespaces.Contracts)]
public enum LayerDesiredOrderType
{
    [EnumMember]
    Below = 0,

    [EnumMember]
    Above = 1,

    [EnumMember]
    Base = 2,
}

/// <summary>Where a solution is to go among the layers, and beside which.</summary>
[DataContract(Name = "LayerDesiredOrder", Namespace = Namespaces.Contracts)]
public sealed class LayerDesiredOrder : IExtensibleDataObject
{
    [DataMember]
    public LayerDesiredOrderType Type { get; set; }

    [DataMember]
    public List<SolutionInfo> Solutions { get => field ??= []; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>A solution by name.</summary>
[DataContract(Name = "SolutionInfo", Namespace = Namespaces.Contracts)]
public sealed class SolutionInfo : IExtensibleDataObject
{
    [DataMember]
    public string Name { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}
