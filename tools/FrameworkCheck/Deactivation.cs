using System;
using Microsoft.Xrm.Sdk;

namespace FrameworkCheck;

/// <summary>The context of a step when a user deactivates an account on 15 January 2027: first PreValidation, then PreOperation of the same request.</summary>
sealed class Deactivation(Guid account) : IPluginExecutionContext
{
    internal const int PreValidation = 10;
    internal const int PreOperation = 20;

    public int Stage { get; set; } = PreValidation;

    public int Mode => 0;

    public int IsolationMode => 2;

    public int Depth => 1;

    public string MessageName => "Update";

    public string PrimaryEntityName => "account";

    public string SecondaryEntityName => "none";

    public Guid PrimaryEntityId => account;

    public ParameterCollection InputParameters { get; } = new()
    {
        ["Target"] = new Entity("account", account) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) },
    };

    public ParameterCollection OutputParameters { get; } = new();

    public ParameterCollection SharedVariables { get; } = new();

    public EntityImageCollection PreEntityImages { get; } = new();

    public EntityImageCollection PostEntityImages { get; } = new();

    public Guid UserId { get; } = Guid.NewGuid();

    public Guid InitiatingUserId => UserId;

    public Guid BusinessUnitId { get; } = Guid.NewGuid();

    public Guid OrganizationId { get; } = Guid.NewGuid();

    public string OrganizationName => "organization";

    public Guid? RequestId { get; } = Guid.NewGuid();

    public Guid CorrelationId { get; } = Guid.NewGuid();

    public Guid OperationId => Guid.Empty;

    public DateTime OperationCreatedOn => new(2027, 1, 15, 8, 0, 0, DateTimeKind.Utc);

    public EntityReference OwningExtension { get; } = new("sdkmessageprocessingstep", Guid.NewGuid());

    public IPluginExecutionContext? ParentContext => null;

    public bool IsExecutingOffline => false;

    public bool IsOfflinePlayback => false;

    public bool IsInTransaction => Stage == PreOperation;
}
