using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>What a user or team may do with a row.</summary>
[Flags]
[DataContract(Name = "AccessRights", Namespace = Namespaces.Crm)]
public enum AccessRights
{
    [EnumMember]
    None = 0,

    [EnumMember]
    ReadAccess = 1,

    [EnumMember]
    WriteAccess = 2,

    [EnumMember]
    AppendAccess = 4,

    [EnumMember]
    AppendToAccess = 16,

    [EnumMember]
    CreateAccess = 32,

    [EnumMember]
    DeleteAccess = 65536,

    [EnumMember]
    ShareAccess = 262144,

    [EnumMember]
    AssignAccess = 524288,
}

/// <summary>How far a privilege reaches: own rows, business unit, units below, organization.</summary>
[DataContract(Name = "PrivilegeDepth", Namespace = Namespaces.Crm)]
public enum PrivilegeDepth
{
    [EnumMember]
    Basic = 0,

    [EnumMember]
    Local = 1,

    [EnumMember]
    Deep = 2,

    [EnumMember]
    Global = 3,
}

/// <summary>A user or team, and what it may do.</summary>
[DataContract(Name = "PrincipalAccess", Namespace = Namespaces.Crm)]
public sealed class PrincipalAccess : IExtensibleDataObject
{
    [DataMember]
    public EntityReference Principal { get; set; }

    [DataMember]
    public AccessRights AccessMask { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>A privilege and how far it reaches.</summary>
[DataContract(Name = "RolePrivilege", Namespace = Namespaces.Crm)]
public sealed class RolePrivilege : IExtensibleDataObject
{
    public RolePrivilege()
    {
    }

    public RolePrivilege(int depth, Guid privilegeId)
        : this(depth, privilegeId, Guid.Empty)
    {
    }

    public RolePrivilege(int depth, Guid privilegeId, Guid businessId)
        : this((PrivilegeDepth)depth, privilegeId, businessId)
    {
    }

    public RolePrivilege(PrivilegeDepth depth, Guid privilegeId, Guid businessId)
        : this(depth, privilegeId, businessId, privilegeName: null)
    {
    }

    public RolePrivilege(int depth, Guid privilegeId, Guid businessId, string privilegeName)
        : this((PrivilegeDepth)depth, privilegeId, businessId, privilegeName)
    {
    }

    public RolePrivilege(PrivilegeDepth depth, Guid privilegeId, Guid businessId, string privilegeName)
    {
        Depth = depth;
        PrivilegeId = privilegeId;
        BusinessUnitId = businessId;
        PrivilegeName = privilegeName;
    }

    [DataMember]
    public Guid BusinessUnitId { get; set; }

    [DataMember]
    public PrivilegeDepth Depth { get; set; }

    [DataMember]
    public Guid PrivilegeId { get; set; }

    [DataMember]
    public string PrivilegeName { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}
