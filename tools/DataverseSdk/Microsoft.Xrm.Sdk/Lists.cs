using System;
using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>References to rows.</summary>
[Serializable]
[CollectionDataContract(Name = "EntityReferenceCollection", Namespace = Namespaces.Contracts)]
public sealed class EntityReferenceCollection : DataCollection<EntityReference>
{
    public EntityReferenceCollection()
    {
    }

    public EntityReferenceCollection(IList<EntityReference> list)
        : base(list)
    {
    }
}

/// <summary>The value of a choices column: several options.</summary>
[Serializable]
[CollectionDataContract(Name = "OptionSetValueCollection", Namespace = Namespaces.Contracts)]
public sealed class OptionSetValueCollection : DataCollection<OptionSetValue>
{
    public OptionSetValueCollection()
    {
    }

    public OptionSetValueCollection(IList<OptionSetValue> list)
        : base(list)
    {
    }
}

/// <summary>Requests to be executed together.</summary>
[Serializable]
[CollectionDataContract(Name = "OrganizationRequestCollection", Namespace = Namespaces.Contracts)]
public sealed class OrganizationRequestCollection : DataCollection<OrganizationRequest>
{
    public OrganizationRequestCollection()
    {
    }
}

/// <summary>The responses to requests that were executed together.</summary>
[Serializable]
[CollectionDataContract(Name = "OrganizationResponseCollection", Namespace = Namespaces.Contracts)]
public sealed class OrganizationResponseCollection : DataCollection<OrganizationResponse>
{
    public OrganizationResponseCollection()
    {
    }
}

/// <summary>What became of each request of an ExecuteMultiple.</summary>
[Serializable]
[CollectionDataContract(Name = "ExecuteMultipleResponseItemCollection", Namespace = Namespaces.Contracts)]
public sealed class ExecuteMultipleResponseItemCollection : DataCollection<ExecuteMultipleResponseItem>
{
    public ExecuteMultipleResponseItemCollection()
    {
    }
}

/// <summary>A text in several languages.</summary>
[Serializable]
[CollectionDataContract(Name = "LocalizedLabelCollection", Namespace = Namespaces.Contracts)]
public sealed class LocalizedLabelCollection : DataCollection<LocalizedLabel>
{
    public LocalizedLabelCollection()
    {
    }

    public LocalizedLabelCollection(IList<LocalizedLabel> list)
        : base(list)
    {
    }
}
