using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.App.Screens;

/// <summary>A row on a form: what is saved, what was typed since, and what is wrong with it.</summary>
public sealed class RecordState
{
    const int ConcurrencyMismatch = unchecked((int)0x80060882);

    readonly Dictionary<string, object?> changes = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> errors = new(StringComparer.Ordinal);

    internal RecordState(AppUser user, Table table, Guid? id)
    {
        User = user;
        Table = table;
        Id = id;
        Row = new Entity(table.Name);
    }

    internal AppUser User { get; }

    internal Table Table { get; }

    /// <summary>Null: the row is new.</summary>
    internal Guid? Id { get; private set; }

    /// <summary>The row as it was read.</summary>
    internal Entity Row { get; private set; }

    internal bool IsDirty => changes.Count > 0 || errors.Count > 0;

    internal IReadOnlyDictionary<string, string> Errors => errors;

    /// <summary>Something on the form changed.</summary>
    internal event EventHandler? Changed;

    internal bool IsInactive => Row.GetAttributeValue<OptionSetValue>("statecode")?.Value is > 0;

    internal string Title => Table.PrimaryName is { } name && Value(name) is string { Length: > 0 } title ? title : Id is null ? User.Text("new_row", User.Label(Table)) : User.Label(Table);

    internal bool MayWrite => User.May(Table.Name, Id is null ? TableRights.Create : TableRights.Write);

    /// <summary>Reads the row with the columns of a form; what was typed stays.</summary>
    /// <remarks>Requests: 1.</remarks>
    /// <exception cref="FaultException{OrganizationServiceFault}">It is gone, or out of the user's reach.</exception>
    internal void Load(IEnumerable<string> columns)
    {
        if (Id is not { } id) return;

        IEnumerable<string?> needed = [Table.PrimaryName?.Name, Table.State?.Name, Table.Status?.Name, Table.TryColumn("ownerid")?.Name, Table.TryColumn("transactioncurrencyid")?.Name];
        var readable = columns.Concat(needed.OfType<string>()).Distinct(StringComparer.Ordinal).Where(column => Table.TryColumn(column) is { ValidForRead: true });
        Row = User.Service.Retrieve(Table.Name, id, new ColumnSet([.. readable]));
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>What the form holds now.</summary>
    internal object? Value(Column column) => changes.TryGetValue(column.Name, out var changed) ? changed : Row.Contains(column.Name) ? Row[column.Name] : null;

    /// <summary>The value as people read it.</summary>
    internal string Formatted(Column column)
    {
        if (!changes.ContainsKey(column.Name) && Row.FormattedValues.TryGetValue(column.Name, out var formatted)) return formatted;

        return Value(column) switch
        {
            null => "",
            EntityReference reference => User.NameOf(reference),
            OptionSetValue option => column.Option(option.Value)?.Label.In(User.Language) ?? "",
            bool flag => column.Option(flag ? 1 : 0)?.Label.In(User.Language) ?? (flag ? User.Text("yes") : User.Text("no")),
            OptionSetValueCollection several => string.Join("; ", several.Select(option => column.Option(option.Value)?.Label.In(User.Language))),
            Money money => money.Value.ToString("N2", User.Numbers),
            DateTime date => User.Day(date),
            var value => Convert.ToString(value, User.Numbers) ?? "",
        };
    }

    /// <summary>What an input shows: the text that was typed, if it could not be read, else the value in the form inputs take.</summary>
    internal string Input(Column column)
    {
        if (typed.TryGetValue(column.Name, out var text)) return text;

        return Value(column) switch
        {
            null => "",
            DateTime date when column.IsDateOnly => Local(column, date).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime date => Local(column, date).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
            Money money => money.Value.ToString("0.00##", User.Numbers),
            decimal number => number.ToString("0.##########", User.Numbers),
            double number => number.ToString("0.##########", User.Numbers),
            OptionSetValue option => option.Value.ToString(CultureInfo.InvariantCulture),
            bool flag => flag ? "1" : "0",
            var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
    }

    /// <summary>Takes what was typed; unreadable text stays as it is, with what is wrong.</summary>
    internal void Type(Column column, string? text)
    {
        typed.Remove(column.Name);
        errors.Remove(column.Name);
        text = text?.Trim() ?? "";
        if (text.Length == 0)
        {
            Set(column, null);
            return;
        }

        switch (FieldValue.Read(column, text, User, out var value))
        {
            case null:
                Set(column, value);
                break;
            case var problem:
                typed[column.Name] = text;
                errors[column.Name] = problem;
                Changed?.Invoke(this, EventArgs.Empty);
                break;
        }
    }

    internal void Set(Column column, object? value)
    {
        typed.Remove(column.Name);
        errors.Remove(column.Name);
        var saved = Row.Contains(column.Name) ? Row[column.Name] : null;
        if (Id is not null && Equals(saved, value)) changes.Remove(column.Name);
        else changes[column.Name] = value;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Forgets what was typed.</summary>
    internal void Discard()
    {
        changes.Clear();
        typed.Clear();
        errors.Clear();
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Writes what was typed, if the row is still as it was read.</summary>
    /// <returns>Null: saved. Else what is wrong; everything that was typed stays.</returns>
    /// <remarks>Requests: 1 write, 1 read.</remarks>
    internal string? Save(FormLayout form)
    {
        foreach (var cell in form.Cells.Where(cell => cell.Control?.Column is not null))
        {
            if (Table.TryColumn(cell.Control!.Column!) is { Required: RequiredLevel.ApplicationRequired or RequiredLevel.SystemRequired } needed && Value(needed) is null && needed.Type is not (ColumnType.Owner or ColumnType.State or ColumnType.Status or ColumnType.Boolean) && User.MayRead(Table, needed) && Id is null | Row.Contains(needed.Name) | changes.ContainsKey(needed.Name))
                errors.TryAdd(needed.Name, User.Text("required", cell.Label.Length > 0 ? cell.Label : User.Label(needed)));
        }

        if (errors.Count > 0)
        {
            Changed?.Invoke(this, EventArgs.Empty);
            return string.Join(" ", errors.Values);
        }

        try
        {
            Write();
            changes.Clear();
            typed.Clear();
            Load(form.Columns);
            return null;
        }
        catch (FaultException<OrganizationServiceFault> refused) when (refused.Detail.ErrorCode == ConcurrencyMismatch)
        {
            // Saving once more is the user's decision to keep what was typed.
            Row.RowVersion = null;
            return User.Text("stale", refused.Detail.Message);
        }
        catch (FaultException<OrganizationServiceFault> refused)
        {
            return refused.Detail.Message;
        }
    }

    void Write()
    {
        var row = new Entity(Table.Name);
        foreach (var (column, value) in changes) row[column] = value;
        if (Id is not { } id)
        {
            Id = User.Service.Create(row);
            return;
        }

        if (changes.Count == 0) return;

        row.Id = id;
        row.RowVersion = Row.RowVersion;
        User.Service.Execute(new UpdateRequest { Target = row, ConcurrencyBehavior = row.RowVersion is null ? ConcurrencyBehavior.Default : ConcurrencyBehavior.IfRowVersionMatches });
    }

    DateTime Local(Column column, DateTime date) =>
        column.DateBehavior == DateBehavior.UserLocal && date.Kind == DateTimeKind.Utc ? TimeZoneInfo.ConvertTimeFromUtc(date, User.Rights.TimeZone) : date;
}
