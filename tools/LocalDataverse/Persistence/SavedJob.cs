using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using System.Xml;
using LocalDataverse.Pipeline;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Persistence;

/// <summary>What a waiting job needs to run in another process: kept with its row of asyncoperation, in the contracts of the SDK.</summary>
[DataContract]
internal sealed class SavedJob
{
    static readonly DataContractSerializer Serializer = new(
        typeof(SavedJob), [.. typeof(WhoAmIRequest).Assembly.GetExportedTypes().Where(type => !type.IsGenericTypeDefinition && type.IsDefined(typeof(DataContractAttribute), inherit: false))]);

    [DataMember]
    public Guid UserId { get; set; }

    [DataMember]
    public Guid InitiatingUserId { get; set; }

    [DataMember]
    public bool IsSystem { get; set; }

    /// <summary>The step that is to run; empty for a bulk delete.</summary>
    [DataMember]
    public Guid StepId { get; set; }

    [DataMember]
    public SavedContext? Context { get; set; }

    /// <summary>What a bulk delete deletes. Null: it is a step.</summary>
    [DataMember]
    public QueryExpression[]? Queries { get; set; }

    internal Caller Caller => new(UserId, InitiatingUserId, IsSystem);

    internal static byte[] Of(SystemJob job) => Write(With(job.Caller, new SavedJob { StepId = job.Step.Id, Context = SavedContext.Of(job.Context) }));

    internal static byte[] Of(Caller caller, IReadOnlyList<QueryExpression> queries) => Write(With(caller, new SavedJob { Queries = [.. queries] }));

    /// <exception cref="SerializationException">The bytes are not those that were written.</exception>
    /// <exception cref="XmlException">The same.</exception>
    internal static SavedJob Read(byte[] bytes)
    {
        using var reader = XmlDictionaryReader.CreateBinaryReader(bytes, XmlDictionaryReaderQuotas.Max);
        return (SavedJob)Serializer.ReadObject(reader)!;
    }

    static SavedJob With(Caller caller, SavedJob job)
    {
        job.UserId = caller.UserId;
        job.InitiatingUserId = caller.InitiatingUserId;
        job.IsSystem = caller.IsSystem;
        return job;
    }

    static byte[] Write(SavedJob job)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlDictionaryWriter.CreateBinaryWriter(bytes)) Serializer.WriteObject(writer, job);
        return bytes.ToArray();
    }
}

/// <summary>The context that a step was queued with.</summary>
[DataContract]
internal sealed class SavedContext
{
    [DataMember]
    public int Stage { get; set; }

    [DataMember]
    public int Mode { get; set; }

    [DataMember]
    public int Depth { get; set; }

    [DataMember]
    public string MessageName { get; set; } = "";

    [DataMember]
    public string PrimaryEntityName { get; set; } = "";

    [DataMember]
    public Guid PrimaryEntityId { get; set; }

    [DataMember]
    public Guid UserId { get; set; }

    [DataMember]
    public Guid InitiatingUserId { get; set; }

    [DataMember]
    public Guid BusinessUnitId { get; set; }

    [DataMember]
    public Guid OrganizationId { get; set; }

    [DataMember]
    public string OrganizationName { get; set; } = "";

    [DataMember]
    public Guid CorrelationId { get; set; }

    [DataMember]
    public Guid OperationId { get; set; }

    [DataMember]
    public DateTime OperationCreatedOn { get; set; }

    [DataMember]
    public bool IsInTransaction { get; set; }

    [DataMember]
    public ParameterCollection Inputs { get; set; } = [];

    [DataMember]
    public ParameterCollection Outputs { get; set; } = [];

    [DataMember]
    public ParameterCollection SharedVariables { get; set; } = [];

    [DataMember]
    public EntityReference? OwningExtension { get; set; }

    [DataMember]
    public Guid? RequestId { get; set; }

    [DataMember]
    public EntityImageCollection[] PreImages { get; set; } = [];

    [DataMember]
    public EntityImageCollection[] PostImages { get; set; } = [];

    [DataMember]
    public SavedContext? Parent { get; set; }

    internal static SavedContext Of(IPluginExecutionContext context) => new()
    {
        Stage = context.Stage,
        Mode = context.Mode,
        Depth = context.Depth,
        MessageName = context.MessageName,
        PrimaryEntityName = context.PrimaryEntityName,
        PrimaryEntityId = context.PrimaryEntityId,
        UserId = context.UserId,
        InitiatingUserId = context.InitiatingUserId,
        BusinessUnitId = context.BusinessUnitId,
        OrganizationId = context.OrganizationId,
        OrganizationName = context.OrganizationName,
        CorrelationId = context.CorrelationId,
        OperationId = context.OperationId,
        OperationCreatedOn = context.OperationCreatedOn,
        IsInTransaction = context.IsInTransaction,
        Inputs = context.InputParameters,
        Outputs = context.OutputParameters,
        SharedVariables = context.SharedVariables,
        OwningExtension = context.OwningExtension,
        RequestId = context.RequestId,
        PreImages = context is IPluginExecutionContext4 before ? before.PreEntityImagesCollection : [context.PreEntityImages],
        PostImages = context is IPluginExecutionContext4 after ? after.PostEntityImagesCollection : [context.PostEntityImages],
        Parent = context.ParentContext is { } parent ? Of(parent) : null,
    };

    internal PluginContext ToContext() => new()
    {
        Stage = Stage,
        Mode = Mode,
        Depth = Depth,
        MessageName = MessageName,
        PrimaryEntityName = PrimaryEntityName,
        PrimaryEntityId = PrimaryEntityId,
        UserId = UserId,
        InitiatingUserId = InitiatingUserId,
        BusinessUnitId = BusinessUnitId,
        OrganizationId = OrganizationId,
        OrganizationName = OrganizationName,
        CorrelationId = CorrelationId,
        OperationId = OperationId,
        OperationCreatedOn = OperationCreatedOn,
        IsInTransaction = IsInTransaction,
        InputParameters = Inputs,
        OutputParameters = Outputs,
        SharedVariables = SharedVariables,
        OwningExtension = OwningExtension!,
        RequestId = RequestId,
        PreEntityImagesCollection = PreImages,
        PostEntityImagesCollection = PostImages,
        ParentContext = Parent?.ToContext(),
    };
}
