using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>One page of rows.</summary>
[DataContract(Name = "EntityCollection", Namespace = Namespaces.Contracts)]
[KnownType(typeof(Entity))]
public sealed class EntityCollection : IExtensibleDataObject
{
    DataCollection<Entity> entities;

    public EntityCollection()
    {
    }

    public EntityCollection(IList<Entity> list) => entities = new DataCollection<Entity>(list);

    [DataMember]
    public DataCollection<Entity> Entities
    {
        get => entities ??= [];
        private set => entities = value;
    }

    /// <summary>The table's logical name.</summary>
    [DataMember]
    public string EntityName { get; set; }

    [DataMember]
    public string MinActiveRowVersion { get; set; }

    [DataMember]
    public bool MoreRecords { get; set; }

    [DataMember]
    public string PagingCookie { get; set; }

    [DataMember]
    public int TotalRecordCount { get; set; }

    [DataMember]
    public bool TotalRecordCountLimitExceeded { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public Entity this[int index]
    {
        get => Entities[index];
        set => Entities[index] = value;
    }
}
