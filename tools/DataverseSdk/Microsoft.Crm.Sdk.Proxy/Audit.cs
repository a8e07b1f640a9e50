using System.Collections.Generic;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>What an audit entry holds.</summary>
[DataContract(Name = "AuditDetail", Namespace = Namespaces.Crm)]
[KnownType(typeof(AttributeAuditDetail))]
public class AuditDetail : IExtensibleDataObject
{
    [DataMember]
    public Entity AuditRecord { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>The values of a row before and after.</summary>
[DataContract(Name = "AttributeAuditDetail", Namespace = Namespaces.Crm)]
public sealed class AttributeAuditDetail : AuditDetail
{
    [DataMember]
    public Dictionary<int, string> DeletedAttributes { get => field ??= []; internal set; }

    [DataMember]
    public int LocLabelLanguageCode { get; set; }

    [DataMember]
    public Entity NewValue { get; set; }

    [DataMember]
    public Entity OldValue { get; set; }
}
