using System;
using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>The options of a choice.</summary>
[Serializable]
[CollectionDataContract(Name = "OptionMetadataCollection", Namespace = Namespaces.Metadata)]
public sealed class OptionMetadataCollection : DataCollection<OptionMetadata>
{
    public OptionMetadataCollection()
    {
    }

    public OptionMetadataCollection(IList<OptionMetadata> list)
        : base(list)
    {
    }
}

/// <summary>Tables.</summary>
[Serializable]
[CollectionDataContract(Name = "EntityMetadataCollection", Namespace = Namespaces.Metadata)]
public sealed class EntityMetadataCollection : DataCollection<EntityMetadata>;
