using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Messages;

/// <summary>What audit keeps about rows, who may read it, and how it is forgotten.</summary>
public sealed class AuditTests : IDisposable
{
    const int Inactive = 1;

    readonly LocalEnvironment environment = LocalEnvironment.Create(new EnvironmentOptions { Auditing = true });

    IOrganizationService Service => environment.Administrator;

    [Fact, Trait("fidelity", "F325")]
    public void Create_update_and_delete_leave_one_entry_each()
    {
        var account = Service.Create(new Entity("account") { ["name"] = "Contoso" });
        Service.Update(new Entity("account", account) { ["name"] = "Contoso GmbH" });
        Service.Delete("account", account);

        var entries = Entries(environment, account);

        Assert.Equal([1, 2, 3], entries.Select(entry => entry.GetAttributeValue<OptionSetValue>("operation").Value));
        Assert.Equal([1, 2, 3], entries.Select(entry => entry.GetAttributeValue<OptionSetValue>("action").Value));
        Assert.All(entries, entry => Assert.Equal(environment.AdministratorId, entry.GetAttributeValue<EntityReference>("userid").Id));
        Assert.All(entries, entry => Assert.Equal(environment.Clock.UtcNow, entry.GetAttributeValue<DateTime>("createdon")));
    }

    [Fact, Trait("fidelity", "F325")]
    public void Entries_are_neither_written_nor_changed_nor_deleted_one_by_one()
    {
        var account = Service.Create(new Entity("account") { ["name"] = "Contoso" });
        var entry = Entries(environment, account).Single();

        var created = Observation.FaultOf(() => Service.Create(new Entity("audit")));
        var changed = Observation.FaultOf(() => Service.Update(new Entity("audit", entry.Id) { ["useradditionalinfo"] = "changed" }));
        var deleted = Observation.FaultOf(() => Service.Delete("audit", entry.Id));

        Assert.All([created, changed, deleted], fault => Assert.Equal(-2147219456, fault.ErrorCode));
        Assert.Single(Entries(environment, account));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void The_update_that_set_an_account_inactive_is_found_by_a_query_of_audit(bool auditAtOnce)
    {
        using var org = LocalEnvironment.Create(new EnvironmentOptions { Auditing = true, AuditAtOnce = auditAtOnce });
        var account = org.Administrator.Create(new Entity("account") { ["name"] = "Contoso" });
        var rep = org.AddUser(new NewUser("Rep") { IsAdministrator = true });
        org.ServiceFor(rep).Update(new Entity("account", account) { ["statecode"] = new OptionSetValue(Inactive), ["statuscode"] = new OptionSetValue(2) });
        org.RunAsyncJobs();

        var updates = Entries(org, account).Where(entry => entry.GetAttributeValue<OptionSetValue>("operation").Value == 2);
        var entry = updates.Single(entry => Detail(org, entry.Id).NewValue.GetAttributeValue<OptionSetValue>("statecode")?.Value == Inactive);

        Assert.Equal(rep, entry.GetAttributeValue<EntityReference>("userid").Id);
        Assert.Equal(0, Detail(org, entry.Id).OldValue.GetAttributeValue<OptionSetValue>("statecode").Value);
    }

    [Fact]
    public void What_happened_is_named_by_the_message_that_did_it()
    {
        var account = Service.Create(new Entity("account") { ["name"] = "Contoso" });
        var other = environment.AddUser(new NewUser("Other") { IsAdministrator = true });

        Service.Execute(new SetStateRequest { EntityMoniker = new EntityReference("account", account), State = new OptionSetValue(Inactive), Status = new OptionSetValue(2) });
        Service.Execute(new SetStateRequest { EntityMoniker = new EntityReference("account", account), State = new OptionSetValue(0), Status = new OptionSetValue(1) });
        Service.Execute(new AssignRequest { Target = new EntityReference("account", account), Assignee = new EntityReference("systemuser", other) });

        Assert.Equal([1, 5, 4, 13], Entries(environment, account).Select(entry => entry.GetAttributeValue<OptionSetValue>("action").Value));
    }

    [Fact, Trait("fidelity", "F326")]
    public void The_history_of_a_row_gives_changed_values_before_and_after_newest_first()
    {
        var account = Service.Create(new Entity("account") { ["name"] = "Contoso", ["telephone1"] = "1" });
        environment.Clock.Advance(TimeSpan.FromHours(1));
        Service.Update(new Entity("account", account) { ["name"] = "Contoso GmbH", ["telephone1"] = "1" });

        var history = History(account);

        Assert.Equal(2, history.Count);
        var change = (AttributeAuditDetail)history[0];
        Assert.Equal("Contoso", change.OldValue["name"]);
        Assert.Equal("Contoso GmbH", change.NewValue["name"]);
        Assert.False(change.OldValue.Contains("telephone1"));
        Assert.Empty(((AttributeAuditDetail)history[1]).OldValue.Attributes);
    }

    [Fact, Trait("fidelity", "F326")]
    public void A_long_text_is_cut_and_ends_in_an_ellipsis()
    {
        using var org = LocalEnvironment.Create(new EnvironmentOptions { Auditing = true, AuditedTables = ["annotation"] });
        var note = org.Administrator.Create(new Entity("annotation") { ["notetext"] = new string('x', 6000) });

        var text = (string)Detail(org, Entries(org, note).Single().Id).NewValue["notetext"];

        Assert.Equal(5001, text.Length);
        Assert.EndsWith("…", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_history_of_a_column_leaves_out_changes_of_other_columns()
    {
        var account = Service.Create(new Entity("account") { ["name"] = "Contoso" });
        Service.Update(new Entity("account", account) { ["telephone1"] = "1" });
        Service.Update(new Entity("account", account) { ["name"] = "Contoso GmbH" });

        var history = ((RetrieveAttributeChangeHistoryResponse)Service.Execute(new RetrieveAttributeChangeHistoryRequest
        {
            Target = new EntityReference("account", account),
            AttributeLogicalName = "name",
        })).AuditDetailCollection;

        Assert.Equal(["Contoso GmbH", "Contoso"], history.AuditDetails.Cast<AttributeAuditDetail>().Select(detail => detail.NewValue["name"]));
    }

    [Fact]
    public void A_history_comes_in_pages()
    {
        var account = Service.Create(new Entity("account") { ["name"] = "0" });
        for (var i = 1; i <= 4; i++) Service.Update(new Entity("account", account) { ["name"] = $"{i}" });

        var page = ((RetrieveRecordChangeHistoryResponse)Service.Execute(new RetrieveRecordChangeHistoryRequest
        {
            Target = new EntityReference("account", account),
            PagingInfo = new PagingInfo { Count = 2, PageNumber = 2, ReturnTotalRecordCount = true },
        })).AuditDetailCollection;

        Assert.Equal(["2", "1"], page.AuditDetails.Cast<AttributeAuditDetail>().Select(detail => detail.NewValue["name"]));
        Assert.True(page.MoreRecords);
        Assert.Equal(5, page.TotalRecordCount);
    }

    [Fact, Trait("fidelity", "F327")]
    public void Deleting_the_history_of_a_row_says_how_many_entries_went_and_needs_the_privilege()
    {
        var account = Service.Create(new Entity("account") { ["name"] = "Contoso" });
        Service.Update(new Entity("account", account) { ["name"] = "Contoso GmbH" });
        var rep = environment.AddUser(new NewUser("Rep") { Privileges = [new("account", TableRights.Read | TableRights.Write)] });
        var request = new DeleteRecordChangeHistoryRequest { Target = new EntityReference("account", account) };

        var refused = Observation.FaultOf(() => environment.ServiceFor(rep).Execute(request));
        var deleted = ((DeleteRecordChangeHistoryResponse)Service.Execute(request)).DeletedEntriesCount;

        Assert.Equal(-2147220960, refused.ErrorCode);
        Assert.Contains("prvDeleteRecordChangeHistory", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, deleted);
        Assert.Empty(Entries(environment, account));
    }

    [Fact]
    public void Entries_that_are_late_come_after_a_purge_that_was_too_early()
    {
        using var org = LocalEnvironment.Create(new EnvironmentOptions { Auditing = true, AuditAtOnce = false });
        var account = org.Administrator.Create(new Entity("account") { ["name"] = "Contoso" });

        var deleted = ((DeleteRecordChangeHistoryResponse)org.Administrator.Execute(new DeleteRecordChangeHistoryRequest { Target = new EntityReference("account", account) })).DeletedEntriesCount;
        org.RunAsyncJobs();

        Assert.Equal(0, deleted);
        Assert.Single(Entries(org, account));
    }

    [Fact, Trait("fidelity", "F328")]
    public void Audit_data_goes_by_whole_partitions_that_ended_before_a_day()
    {
        var account = Service.Create(new Entity("account") { ["name"] = "Contoso" });
        environment.Clock.Advance(TimeSpan.FromDays(100));
        Service.Update(new Entity("account", account) { ["name"] = "Contoso GmbH" });

        var early = Observation.FaultOf(() => Service.Execute(new DeleteAuditDataRequest { EndDate = new DateTime(2026, 3, 31, 0, 0, 0, DateTimeKind.Utc) }));
        var deleted = ((DeleteAuditDataResponse)Service.Execute(new DeleteAuditDataRequest { EndDate = environment.Clock.UtcNow })).PartitionsDeleted;

        Assert.Equal(-2147220989, early.ErrorCode);
        Assert.Contains("There are no partitions ending before the given date", early.Message, StringComparison.Ordinal);
        Assert.Equal(1, deleted);
        Assert.Equal(2, Entries(environment, account).Single().GetAttributeValue<OptionSetValue>("operation").Value);
    }

    [Fact]
    public void What_is_rolled_back_leaves_no_entry()
    {
        var account = Service.Create(new Entity("account") { ["name"] = "Contoso" });

        Observation.FaultOf(() => Service.Execute(new Microsoft.Xrm.Sdk.Messages.ExecuteTransactionRequest
        {
            Requests =
            [
                new Microsoft.Xrm.Sdk.Messages.UpdateRequest { Target = new Entity("account", account) { ["name"] = "Contoso GmbH" } },
                new Microsoft.Xrm.Sdk.Messages.DeleteRequest { Target = new EntityReference("account", Guid.NewGuid()) },
            ],
        }));

        Assert.Single(Entries(environment, account));
    }

    [Fact]
    public void Nothing_is_audited_while_auditing_is_off_in_the_organization_or_for_the_table()
    {
        var task = Service.Create(new Entity("task") { ["subject"] = "Call" });
        var organization = Service.RetrieveMultiple(new QueryExpression("organization")).Entities.Single().Id;
        Service.Update(new Entity("organization", organization) { ["isauditenabled"] = false });
        var account = Service.Create(new Entity("account") { ["name"] = "Contoso" });

        Assert.Empty(Entries(environment, task));
        Assert.Empty(Entries(environment, account));
    }

    [Fact]
    public void Reading_the_history_needs_the_privileges_for_it()
    {
        var account = Service.Create(new Entity("account") { ["name"] = "Contoso" });
        var rep = environment.ServiceFor(environment.AddUser(new NewUser("Rep") { Privileges = [new("account", TableRights.Read)] }));

        var query = Observation.FaultOf(() => rep.RetrieveMultiple(new QueryExpression("audit")));
        var history = Observation.FaultOf(() => rep.Execute(new RetrieveRecordChangeHistoryRequest { Target = new EntityReference("account", account) }));

        Assert.Contains("prvReadAuditSummary", query.Message, StringComparison.Ordinal);
        Assert.Contains("prvReadAuditSummary", history.Message, StringComparison.Ordinal);
    }

    public void Dispose() => environment.Dispose();

    AuditDetailCollection History(Guid account) => ((RetrieveRecordChangeHistoryResponse)Service.Execute(
        new RetrieveRecordChangeHistoryRequest { Target = new EntityReference("account", account) })).AuditDetailCollection;

    static AttributeAuditDetail Detail(LocalEnvironment org, Guid entry) =>
        (AttributeAuditDetail)((RetrieveAuditDetailsResponse)org.Administrator.Execute(new RetrieveAuditDetailsRequest { AuditId = entry })).AuditDetail;

    static Entity[] Entries(LocalEnvironment org, Guid row)
    {
        var query = new QueryExpression("audit") { ColumnSet = new ColumnSet("action", "operation", "userid", "createdon", "objectid") };
        query.Criteria.AddCondition("objectid", ConditionOperator.Equal, row);
        return [.. org.Administrator.RetrieveMultiple(query).Entities.OrderBy(entry => long.Parse(entry.RowVersion, System.Globalization.CultureInfo.InvariantCulture))];
    }
}
