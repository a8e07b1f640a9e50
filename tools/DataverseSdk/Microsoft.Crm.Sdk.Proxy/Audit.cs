using System;
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
    public DataCollection<string> InvalidNewValueAttributes { get => field ??= Lists.New<string>(); internal set; }

    [DataMember]
    public int LocLabelLanguageCode { get; set; }

    [DataMember]
    public Entity NewValue { get; set; }

    [DataMember]
    public Entity OldValue { get; set; }
}

/// <summary>A page of audit entries.</summary>
[DataContract(Name = "AuditDetailCollection", Namespace = Namespaces.Crm)]
public sealed class AuditDetailCollection : IExtensibleDataObject
{
    [DataMember]
    public DataCollection<AuditDetail> AuditDetails { get => field ??= Lists.New<AuditDetail>(); internal set; }

    [DataMember]
    public bool MoreRecords { get; set; }

    [DataMember]
    public string PagingCookie { get; set; }

    [DataMember]
    public int TotalRecordCount { get; set; }

    public int Count => AuditDetails.Count;

    public ExtensionDataObject ExtensionData { get; set; }

    public AuditDetail this[int index]
    {
        get => AuditDetails[index];
        set => AuditDetails[index] = value;
    }

    public void Add(AuditDetail auditDetail) => AuditDetails.Add(auditDetail);
}

/// <summary>The constructor of the list is not public, and this is another assembly.</summary>
static class Lists
{
    internal static DataCollection<T> New<T>() => (DataCollection<T>)Activator.CreateInstance(typeof(DataCollection<T>), nonPublic: true);
}
