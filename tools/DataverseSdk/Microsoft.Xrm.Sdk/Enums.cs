using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>Whether a write minds the version of the row.</summary>
[DataContract(Name = "ConcurrencyBehavior", Namespace = Namespaces.Contracts71)]
public enum ConcurrencyBehavior
{
    [EnumMember]
    Default = 0,

    [EnumMember]
    IfRowVersionMatches = 1,

    [EnumMember]
    AlwaysOverwrite = 2,
}

/// <summary>How far the index of an alternate key is.</summary>
[DataContract(Name = "EntityKeyIndexStatus", Namespace = Namespaces.Metadata71)]
public enum EntityKeyIndexStatus
{
    [EnumMember]
    Pending = 0,

    [EnumMember]
    InProgress = 1,

    [EnumMember]
    Active = 2,

    [EnumMember]
    Failed = 3,
}

/// <summary>The end of a relationship.</summary>
[DataContract(Name = "EntityRole", Namespace = Namespaces.Contracts)]
public enum EntityRole
{
    [EnumMember]
    Referencing = 0,

    [EnumMember]
    Referenced = 1,
}

/// <summary>What a client did to a row.</summary>
[DataContract(Name = "EntityState", Namespace = Namespaces.Contracts)]
public enum EntityState
{
    [EnumMember]
    Unchanged = 0,

    [EnumMember]
    Created = 1,

    [EnumMember]
    Changed = 2,
}

/// <summary>What a plugin wants done with the operation.</summary>
[DataContract(Name = "OperationStatus", Namespace = Namespaces.Contracts)]
public enum OperationStatus
{
    [EnumMember]
    Failed = 0,

    [EnumMember]
    Canceled = 1,

    [EnumMember]
    Retry = 2,

    [EnumMember]
    Suspended = 3,

    [EnumMember]
    Succeeded = 4,
}

/// <summary>The HTTP status that a plugin answers with.</summary>
[DataContract(Name = "PluginHttpStatusCode", Namespace = Namespaces.Contracts)]
public enum PluginHttpStatusCode
{
    [EnumMember]
    NotSet = 0,

    [EnumMember]
    BadRequest = 400,

    [EnumMember]
    Unauthorized = 401,

    [EnumMember]
    Forbidden = 403,

    [EnumMember]
    NotFound = 404,

    [EnumMember]
    MethodNotAllowed = 405,

    [EnumMember]
    RequestTimeout = 408,

    [EnumMember]
    Conflict = 409,

    [EnumMember]
    Gone = 410,

    [EnumMember]
    PreconditionFailed = 412,

    [EnumMember]
    RequestEntityTooLarge = 413,

    [EnumMember]
    FailedDependency = 424,

    [EnumMember]
    TooManyRequests = 429,

    [EnumMember]
    InternalServerError = 500,

    [EnumMember]
    BadGateway = 502,

    [EnumMember]
    ServiceUnavailable = 503,

    [EnumMember]
    GatewayTimeout = 504,
}
