using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Erasure;

namespace Offboarding.Tests.SubjectRequests;

/// <summary>Persons and their requests over the packed solution. It is 15 January 2027.</summary>
internal sealed class SubjectWorld : IDisposable
{
    public static readonly LocalDate Today = new(2027, 1, 15);

    readonly ErasureWorld world;

    /// <param name="withErasureMap">Whether the erasure map is installed: what hands out or erases data needs it.</param>
    public SubjectWorld(bool withErasureMap = false)
    {
        world = new ErasureWorld();
        if (withErasureMap) world.Solution.InstallDefaults(withErasureMap: true);
        German = Local.ServiceFor(Local.AddUser(new NewUser("Dora Datenschutz") { Language = 1031, IsAdministrator = true }));
        Local.Requests.Clear();
    }

    public ErasureWorld Rows => world;

    public LocalEnvironment Local => world.Local;

    public IOrganizationService Service => world.Service;

    /// <summary>A data protection officer who reads German.</summary>
    public IOrganizationService German { get; }

    public EntityReference Account(string name = "Contoso", params (string Column, object? Value)[] values) => world.Account(name, values);

    /// <summary>A person as a contact, created through the product.</summary>
    public EntityReference Person(EntityReference? account, string first = "Ada", string last = "Needle", string? email = "ada@needle.example", DateTime? born = null)
    {
        var contact = new Entity("contact") { ["firstname"] = first, ["lastname"] = last, ["emailaddress1"] = email, ["birthdate"] = born };
        if (account is not null) contact["parentcustomerid"] = account;
        return new EntityReference("contact", Service.Create(contact));
    }

    public static SubjectRequestRow New(SubjectRequestKind kind, EntityReference? person, string? received = "2027-01-10", Action<SubjectRequestRow>? change = null)
    {
        var request = new SubjectRequestRow { Kind = kind };
        if (received is not null) request.ReceivedOn = LocalDate.Parse(received);
        if (person?.LogicalName == "account") request.AccountId = person;
        else request.ContactId = person;
        change?.Invoke(request);
        return request;
    }

    public Guid Request(SubjectRequestKind kind, EntityReference? person, string received = "2027-01-10", Action<SubjectRequestRow>? change = null) =>
        Service.Create(New(kind, person, received, change).Entity);

    /// <summary>A request whose person is known for sure.</summary>
    public Guid Confirmed(SubjectRequestKind kind, EntityReference? person, string received = "2027-01-10", Action<SubjectRequestRow>? change = null) =>
        Request(kind, person, received, request =>
        {
            request.IdentityConfirmedOn = Today;
            change?.Invoke(request);
        });

    public void Change(Guid request, Action<SubjectRequestRow> change)
    {
        var row = new SubjectRequestRow(new Entity(SubjectRequestRow.Table, request));
        change(row);
        Service.Update(row.Entity);
    }

    public SubjectRequestRow Read(Guid request) => new(Service.Retrieve(SubjectRequestRow.Table, request, Columns(SubjectRequestRow.Table)));

    public OrganizationResponse Execute(string message, IOrganizationService? by, params (string Name, object? Value)[] parameters)
    {
        var request = new OrganizationRequest(message);
        foreach (var (name, value) in parameters)
            if (value is not null) request[name] = value;

        return (by ?? Service).Execute(request);
    }

    public OrganizationResponse On(Guid request, string message, params (string Name, object? Value)[] parameters) =>
        Execute(message, null, [("Target", new EntityReference(SubjectRequestRow.Table, request)), .. parameters]);

    public IReadOnlyList<Found> Find(params (string Name, object? Value)[] parameters) =>
        [.. JsonDocument.Parse((string)Execute("off_FindSubject", null, parameters)["Matches"]).RootElement.GetProperty("matches").EnumerateArray().Select(match => new Found(
            match.GetProperty("row").GetString()!, string.Join(",", match.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("code").GetString()))))];

    public OrganizationResponse Confirm(Guid request, params EntityReference[] rows) =>
        On(request, "off_ConfirmSubject", ("Rows", rows.Select(row => row.LogicalName + "|" + row.Id.ToString("D")).ToArray()));

    public IReadOnlyList<SuppressionRow> Entries() => [.. All(SuppressionRow.Table).Select(row => new SuppressionRow(row))];

    public IReadOnlyList<Entity> All(string table) => [.. Service.RetrieveMultiple(new QueryExpression(table) { ColumnSet = Columns(table) }).Entities];

    static ColumnSet Columns(string table)
    {
        var columns = table switch
        {
            SubjectRequestRow.Table => typeof(SubjectRequestRow.Columns), SuppressionRow.Table => typeof(SuppressionRow.Columns), ConsentRow.Table => typeof(ConsentRow.Columns),
            SubjectKeyRow.Table => typeof(SubjectKeyRow.Columns), _ => typeof(TaskRow.Columns),
        };
        return new ColumnSet([.. columns.GetFields().Select(field => (string)field.GetRawConstantValue()!)]);
    }

    public void MoveTo(string day) => Local.Clock.MoveTo(LocalDate.Parse(day).ToDateTimeUnspecified().AddHours(8).ToUtc());

    public void Dispose() => world.Dispose();
}

/// <summary>A row that the search found.</summary>
internal sealed record Found(string Row, string Reasons);

internal static class Instants
{
    internal static DateTime ToUtc(this DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
