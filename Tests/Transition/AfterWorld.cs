using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Transition;

/// <summary>A customer with a contact and an open or ended case, for what comes at the end and after it.</summary>
internal static class AfterWorld
{
    internal static EntityReference Customer(this SolutionEnvironment world, string name = "Contoso GmbH", string? region = "DE-BY") =>
        new("account", world.Administrator.Create(new AccountRow { Name = name, Region = region }.Entity));

    internal static EntityReference Person(this SolutionEnvironment world, EntityReference account, string mail = "ada@contoso.example", string language = "de")
    {
        var id = world.Administrator.Create(new Entity("contact")
        {
            ["firstname"] = "Ada", ["lastname"] = "Adler", ["emailaddress1"] = mail, ["parentcustomerid"] = account, ["gendercode"] = new OptionSetValue(2),
            ["off_language"] = new OptionSetValue(language == "de" ? 727000000 : 727000001),
        });
        return new EntityReference("contact", id) { Name = "Ada Adler" };
    }

    /// <summary>A case past the checks of its start; with a day of completion it has ended.</summary>
    internal static Guid Case(this SolutionEnvironment world, EntityReference account, EntityReference? contact = null, string? completed = null, string reason = "capacity", decimal? value = null, Action<OffboardingCaseRow>? change = null)
    {
        var row = new OffboardingCaseRow
        {
            AccountId = account,
            OpenKey = completed is null ? account.Id.ToString("D") : Guid.NewGuid().ToString("D"),
            Way = OffboardingCaseWay.OwnNotice,
            MainContactId = contact,
            ReasonId = world.Reason(reason),
            Explanation = "We no longer have the people for this work.",
            PlannedEnd = new LocalDate(2027, 3, 31),
            AccountValue = value,
        };
        change?.Invoke(row);
        var id = world.CreatePastTheProduct(row.Entity);
        if (completed is not null) world.Complete(id, completed);
        return id;
    }

    internal static void Complete(this SolutionEnvironment world, Guid offboardingCase, string day) => world.UpdatePastTheProduct(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, offboardingCase))
    {
        State = OffboardingCaseState.Inactive, StatusReason = OffboardingCaseStatusReason.Completed, CompletedOn = LocalDate.Parse(day),
    }.Entity);

    internal static EntityReference Reason(this SolutionEnvironment world, string code)
    {
        var query = new QueryByAttribute(ReasonRow.Table) { ColumnSet = new ColumnSet(ReasonRow.Columns.Code) };
        query.AddAttributeValue(ReasonRow.Columns.Code, code);
        return world.Administrator.RetrieveMultiple(query).Entities.Single().ToEntityReference();
    }

    internal static Guid Consent(this SolutionEnvironment world, EntityReference contact, string purpose, string? ends = null, ConsentChannel channel = ConsentChannel.Any) => world.Administrator.Create(new ConsentRow
    {
        Name = purpose, ContactId = contact, Purpose = purpose, Basis = ConsentBasis.Consent, Channel = channel, GivenOn = new LocalDate(2027, 1, 2), Evidence = "Signed form",
        EndsOn = ends is null ? null : LocalDate.Parse(ends),
    }.Entity);

    internal static void Withdraw(this SolutionEnvironment world, Guid consent) =>
        world.Administrator.Update(new ConsentRow(new Entity(ConsentRow.Table, consent)) { WithdrawnOn = new LocalDate(2027, 1, 15) }.Entity);

    internal static IOrganizationService GermanAdministrator(this SolutionEnvironment world) => world.Local.ServiceFor(world.Local.AddUser(new NewUser("Greta Chef") { Language = 1031, IsAdministrator = true }));

    internal static OrganizationResponse Do(this SolutionEnvironment world, string message, EntityReference target, params (string Name, object Value)[] parameters)
    {
        var request = new OrganizationRequest(message) { ["Target"] = target };
        foreach (var (name, value) in parameters) request[name] = value;
        return world.Administrator.Execute(request);
    }

    internal static OrganizationResponse OnCase(this SolutionEnvironment world, string message, Guid offboardingCase, params (string Name, object Value)[] parameters) =>
        world.Do(message, new EntityReference(OffboardingCaseRow.Table, offboardingCase), parameters);

    internal static IReadOnlyList<Entity> Rows(this SolutionEnvironment world, string table, string column, object value, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns) };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        return world.Administrator.RetrieveMultiple(query).Entities;
    }

    /// <summary>Requests that plugins sent during an act.</summary>
    internal static int RequestsOf(this SolutionEnvironment world, Action act)
    {
        world.Local.Requests.Clear();
        act();
        return world.Local.Requests.ByPlugins.Count;
    }
}
