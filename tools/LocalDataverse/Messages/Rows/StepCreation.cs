using System;
using System.Collections.Generic;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Solutions;
using LocalDataverse.Storage;

namespace LocalDataverse.Messages.Rows;

/// <summary>A step that is registered as a row, as registration tools do: held to the rules of imported steps.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/register-plug-in</remarks>
internal static class StepCreation
{
    /// <exception cref="System.ServiceModel.FaultException">0x80040203, or the code of the rule: the step could not run.</exception>
    internal static void Complete(Dictionary<Column, object?> values, Table table, Guid id, Call call)
    {
        var message = Demand(values, table, "sdkmessageid", call);
        var type = Demand(values, table, "eventhandler", call);
        var filter = Referred(values, table, "sdkmessagefilterid", call);
        if (filter is not null && filter.Lookup(filter.Table.Column("sdkmessageid"))?.Id != message.Id)
        {
            throw Fault.Of(FaultCode.InvalidArgument, "The sdkmessagefilter of a step must be one of its sdkmessage.");
        }

        Check(values, table, id, message, type, filter, call);
        values[table.Column("plugintypeid")] = values[table.Column("eventhandler")];
    }

    static void Check(Dictionary<Column, object?> values, Table table, Guid id, Row message, Row type, Row? filter, Call call)
    {
        var step = new StepDefinition(
            id,
            values.GetValueOrDefault(table.Column("name")) as string ?? "",
            message.Id,
            TypeName: null,
            type.Id,
            filter is null ? null : Text(filter, "primaryobjecttypecode"),
            StepDefinition.Names(values.GetValueOrDefault(table.Column("filteringattributes")) as string),
            values.GetValueOrDefault(table.Column("stage")) as int? ?? 0,
            values.GetValueOrDefault(table.Column("mode")) as int? == 1,
            values.GetValueOrDefault(table.Column("rank")) as int? ?? 1,
            Configuration: null,
            RunAsUser: null,
            AutoDelete: false,
            Images: [],
            Place: "sdkmessageprocessingstep");
        var names = new Dictionary<Guid, string> { [message.Id] = Text(message, "name")! };
        var registered = new RegisteredType(type.Id, Text(type, "typename")!, (bool?)type[type.Table.Column("isworkflowactivity")] == true);
        try
        {
            new StepRules(step, names, call.Catalog, registered).Check();
        }
        catch (SolutionImportException refused)
        {
            throw Fault.Of((FaultCode?)refused.ErrorCode ?? FaultCode.InvalidArgument, refused.Message);
        }
    }

    static Row Demand(Dictionary<Column, object?> values, Table table, string column, Call call) =>
        Referred(values, table, column, call) ?? throw Fault.Of(FaultCode.InvalidArgument, $"A step needs {column}.");

    static Row? Referred(Dictionary<Column, object?> values, Table table, string column, Call call)
    {
        if (values.GetValueOrDefault(table.Column(column)) is not Reference reference) return null;

        return call.Transaction.Find(call.Catalog.Table(reference.Table), reference.Id);
    }

    static string? Text(Row row, string column) => (string?)row[row.Table.Column(column)];
}
