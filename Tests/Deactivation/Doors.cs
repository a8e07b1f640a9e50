using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.Deactivation;

/// <summary>What a door does to the account that goes through it.</summary>
enum Leaving
{
    Deactivated,
    Merged,
    Deleted,
}

/// <summary>A way in which an account can leave.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="What">What becomes of the account.</param>
/// <param name="Pass">Sends the account through; throws the platform's fault when it is refused.</param>
sealed record Door(string Name, Leaving What, Action<DoorWorld, IOrganizationService, Guid> Pass);

/// <summary>Every way in which an account can leave, as clients use them.</summary>
static class Doors
{
    /// <summary>What an import sends with each row.</summary>
    const string ImportTag = "off_import";

    public static IReadOnlyList<Door> All { get; } =
    [
        new("Update", Leaving.Deactivated, (_, service, id) => service.Update(Inactive(id))),
        new("Update of state and status", Leaving.Deactivated, (_, service, id) => SolutionEnvironment.Deactivate(service, id)),
        new("UpdateMultiple", Leaving.Deactivated, (_, service, id) => service.Execute(new UpdateMultipleRequest { Targets = Rows(Inactive(id)) })),
        new("Upsert", Leaving.Deactivated, (_, service, id) => service.Execute(new UpsertRequest { Target = Inactive(id) })),
        new("UpsertMultiple", Leaving.Deactivated, (_, service, id) => service.Execute(new OrganizationRequest("UpsertMultiple") { ["Targets"] = Rows(Inactive(id)) })),
        new("SetState", Leaving.Deactivated, (_, service, id) => service.Execute(new SetStateRequest
        {
            EntityMoniker = Reference(id),
            State = new OptionSetValue((int)AccountState.Inactive),
            Status = new OptionSetValue((int)AccountStatusReason.Inactive),
        })),
        new("SetStateDynamicEntity", Leaving.Deactivated, (_, service, id) => service.Execute(new OrganizationRequest("SetStateDynamicEntity")
        {
            ["EntityMoniker"] = Reference(id),
            ["State"] = new OptionSetValue((int)AccountState.Inactive),
            ["Status"] = new OptionSetValue(-1),
        })),
        new("ExecuteMultiple", Leaving.Deactivated, (_, service, id) => Demand((ExecuteMultipleResponse)service.Execute(new ExecuteMultipleRequest
        {
            Settings = new ExecuteMultipleSettings { ContinueOnError = true, ReturnResponses = true },
            Requests = [new UpdateRequest { Target = Inactive(id) }],
        }))),
        new("ExecuteTransaction", Leaving.Deactivated, (_, service, id) => service.Execute(new ExecuteTransactionRequest
        {
            Requests = [new UpdateRequest { Target = Inactive(id) }],
        })),
        new("Import", Leaving.Deactivated, (_, service, id) => service.Execute(new UpdateRequest { Target = Inactive(id), Parameters = { ["tag"] = ImportTag } })),
        new("Plug-in or workflow on another row", Leaving.Deactivated, Nested),
        new("Merge as the subordinate", Leaving.Merged, (world, service, id) => service.Execute(new MergeRequest
        {
            Target = Reference(world.Survivor),
            SubordinateId = id,
            UpdateContent = new Entity(AccountRow.Table),
        })),
        new("Delete", Leaving.Deleted, (_, service, id) => service.Delete(AccountRow.Table, id)),
        new("Bulk delete", Leaving.Deleted, BulkDelete),
    ];

    public static Door Named(string name) => All.Single(door => door.Name == name);

    public static Entity Inactive(Guid id) => new AccountRow(new Entity(AccountRow.Table, id)) { State = AccountState.Inactive }.Entity;

    public static EntityCollection Rows(params IEnumerable<Entity> rows) => new([.. rows]) { EntityName = AccountRow.Table };

    /// <summary>A plug-in of somebody else, which deactivates the account that a task names.</summary>
    public static byte[] OtherSolution { get; } = TestSolution.Of(new TestStep("DeactivateNamedAccount", "Update", TaskRow.Table, 40)
    {
        Configuration = TaskRow.Columns.Description,
        Columns = TaskRow.Columns.Description,
    });

    static EntityReference Reference(Guid account) => new(AccountRow.Table, account);

    static void Nested(DoorWorld world, IOrganizationService service, Guid account) => service.Update(new Entity(TaskRow.Table, world.Errand)
    {
        [TaskRow.Columns.Description] = account.ToString(),
    });

    /// <summary>The job itself succeeds or fails as a row of asyncoperation; the row's refusal is in its message.</summary>
    static void BulkDelete(DoorWorld world, IOrganizationService service, Guid account)
    {
        var query = new QueryExpression(AccountRow.Table) { ColumnSet = new ColumnSet(AccountRow.Columns.Name) };
        query.Criteria.AddCondition(AccountRow.Columns.Id, ConditionOperator.Equal, account);
        var job = ((BulkDeleteResponse)service.Execute(new BulkDeleteRequest
        {
            JobName = "Delete", QuerySet = [query], SendEmailNotification = false, RecurrencePattern = "", StartDateTime = world.World.Local.Clock.UtcNow, ToRecipients = [], CCRecipients = [],
        })).JobId;
        world.World.Local.RunAsyncJobs();

        var message = world.World.Administrator.Retrieve("asyncoperation", job, new ColumnSet("message")).GetAttributeValue<string?>("message");
        if (message is null) return;

        var refusal = message.Split('\n', 2)[1];
        throw new FaultException<OrganizationServiceFault>(new OrganizationServiceFault { Message = refusal }, new FaultReason(refusal));
    }

    static void Demand(ExecuteMultipleResponse response)
    {
        if (response.Responses.Select(item => item.Fault).FirstOrDefault(fault => fault != null) is { } fault)
            throw new FaultException<OrganizationServiceFault>(fault, fault.Message);
    }
}
