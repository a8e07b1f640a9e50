using System;
using System.Collections.Generic;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Solutions;
using LocalDataverse.Storage;

namespace LocalDataverse.Messages.Rows;

/// <summary>A step that is registered by its row, for a message whose id differs from environment to environment. The rules are those of an import.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/sdkmessageprocessingstep</remarks>
internal static class StepRegistration
{
    internal const string Table = "sdkmessageprocessingstep";

    /// <exception cref="System.ServiceModel.FaultException">0x80040203: a part is missing; else the code with which an import refuses such a step.</exception>
    internal static void Complete(Table steps, Dictionary<Column, object?> values, Call call)
    {
        var message = Referred("sdkmessageid");
        var type = Lookup("eventhandler") is not null ? Referred("eventhandler") : Referred("plugintypeid");
        values[steps.Column("eventhandler")] = values[steps.Column("plugintypeid")] = new Reference("plugintype", type.Id);
        values.TryAdd(steps.Column("mode"), 0);
        values.TryAdd(steps.Column("rank"), 1);
        values.TryAdd(steps.Column("supporteddeployment"), 0);
        Check(message, type, Lookup("sdkmessagefilterid") is null ? null : FilteredTable(message));

        string FilteredTable(Row sent)
        {
            var filter = Referred("sdkmessagefilterid");
            return filter.Lookup(filter.Table.Column("sdkmessageid"))?.Id == sent.Id
                ? (string)filter[filter.Table.Column("primaryobjecttypecode")]!
                : throw Fault.Of(FaultCode.InvalidArgument, $"sdkmessagefilter {filter.Id:D} is one of another message than {sent[sent.Table.Column("name")]}. Give the filter of this message and the table.");
        }

        void Check(Row of, Row handler, string? table)
        {
            var step = new StepDefinition(
                Guid.Empty, Text("name") ?? "", of.Id, (string?)handler[handler.Table.Column("typename")], handler.Id, table, StepDefinition.Names(Text("filteringattributes")),
                (int?)values.GetValueOrDefault(steps.Column("stage")) ?? throw Missing("stage"), (int?)values[steps.Column("mode")] == 1, (int?)values[steps.Column("rank")] ?? 1,
                Text("configuration"), RunAsUser: null, AutoDelete: false, [], Table);
            var registered = new RegisteredType(handler.Id, step.TypeName!, (bool?)handler[handler.Table.Column("isworkflowactivity")] == true);
            try
            {
                new StepRules(step, new Dictionary<Guid, string> { [of.Id] = (string)of[of.Table.Column("name")]! }, call.Catalog, registered).Check();
            }
            catch (SolutionImportException refused)
            {
                throw Fault.Of(refused.ErrorCode is { } code ? (FaultCode)code : FaultCode.InvalidArgument, refused.Message);
            }
        }

        Reference? Lookup(string column) => values.GetValueOrDefault(steps.Column(column)) as Reference?;

        Row Referred(string column)
        {
            var reference = Lookup(column) ?? throw Missing(column);
            return call.Transaction.Find(call.Catalog.Table(reference.Table), reference.Id) ?? throw Fault.DoesNotExist(call.Catalog.Table(reference.Table), reference.Id);
        }

        string? Text(string column) => (string?)values.GetValueOrDefault(steps.Column(column));

        static Exception Missing(string column) => Fault.Of(FaultCode.InvalidArgument, $"A step needs {column}. Give it a value.");
    }
}
