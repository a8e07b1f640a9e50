using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>What the platform does for one message.</summary>
internal abstract class MessageHandler
{
    /// <summary>Optional parameters that every request may carry.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/optional-parameters</remarks>
    static readonly string[] Everywhere = ["tag", "SuppressDuplicateDetection", .. StepBypass.Parameters];

    internal abstract string Message { get; }

    /// <summary>Names of the parameters that are understood; others are refused.</summary>
    protected abstract IReadOnlyCollection<string> Parameters { get; }

    internal OrganizationResponse Run(OrganizationRequest request, Call call)
    {
        foreach (var (name, _) in request.Parameters)
        {
            if (!Parameters.Contains(name, StringComparer.Ordinal) && !Everywhere.Contains(name, StringComparer.Ordinal)) throw Fault.Unsupported($"the parameter {name} of {Message}");
        }

        if (request.Value<bool>("SuppressDuplicateDetection", whenAbsent: true)) return RunKnown(request, call);

        throw Fault.Unsupported("duplicate detection: leave SuppressDuplicateDetection out of the request, or set it to true");
    }

    protected abstract OrganizationResponse RunKnown(OrganizationRequest request, Call call);
}

/// <summary>A message that passes the pipeline once.</summary>
internal abstract class MessageHandler<TRequest, TResponse> : MessageHandler
    where TRequest : OrganizationRequest, new()
    where TResponse : OrganizationResponse, new()
{
    /// <summary>What the properties of the request class want.</summary>
    static readonly FrozenDictionary<string, Type> Types = typeof(TRequest).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .ToFrozenDictionary(property => property.Name, property => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, StringComparer.Ordinal);

    internal override string Message { get; } = new TRequest().RequestName;

    /// <summary>The name under which steps are registered, where it is another one than that of the request.</summary>
    protected virtual string Event => Message;

    /// <summary>Names under which plugins find results that the response class calls otherwise.</summary>
    protected virtual IReadOnlyDictionary<string, string> OutputNames => new Dictionary<string, string>(StringComparer.Ordinal);

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        DemandTypes(request);
        var typed = new TRequest { Parameters = request.Parameters, RequestId = request.RequestId };
        var subject = Find(typed, call);
        var imaged = Imaged(typed, subject);
        var happening = MessageEvent.Of(call, Event, subject.Table, typed.Parameters);
        happening.PrimaryId = subject.Id;
        call.Operation = happening;
        happening.Rows = [.. imaged.Select(one => one.Row)];

        if (happening.HasPreValidation) Look(imaged, call, (image, row) => image.Before = row);
        happening.Run(Stage.PreValidation);
        return call.InTransaction(() =>
        {
            Authorize(typed, call);
            if (happening.HasSteps) Look(imaged, call, (image, row) => image.Before = row);
            happening.Run(Stage.PreOperation);
            var response = Handle(typed, call);
            response.ResponseName = Message;
            if (!happening.HasSteps) return response;

            Look(imaged, call, (image, row) => image.After = row);
            happening.Outputs = Renamed(response.Results, OutputNames);
            happening.Run(Stage.PostOperation);
            response.Results = Renamed(happening.Outputs, OutputNames.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal));
            happening.QueueJobs();
            return response;
        });
    }

    /// <exception cref="System.ServiceModel.FaultException">0x80040203: a parameter is of another type than the request class has.</exception>
    static void DemandTypes(OrganizationRequest request)
    {
        foreach (var (name, value) in request.Parameters)
        {
            if (value is null || !Types.TryGetValue(name, out var type) || type.IsInstanceOfType(value)) continue;

            throw Fault.Of(
                FaultCode.InvalidArgument, $"Field '{name}' of the request {request.RequestName} is a {value.GetType().Name}. Give it a {type.Name}.");
        }
    }

    /// <summary>The table and row that the message is about.</summary>
    protected abstract Subject Find(TRequest request, Call call);

    /// <summary>Refuses a caller without privilege; after PreValidation, as online.</summary>
    protected virtual void Authorize(TRequest request, Call call)
    {
    }

    /// <summary>The main operation.</summary>
    protected abstract TResponse Handle(TRequest request, Call call);

    /// <summary>The rows that images are taken of.</summary>
    protected virtual IReadOnlyList<(ImagedRow Row, Subject Of)> Imaged(TRequest request, Subject subject) => [(new ImagedRow(), subject)];

    static void Look(IReadOnlyList<(ImagedRow Row, Subject Of)> imaged, Call call, Action<ImagedRow, Storage.Row?> keep) => call.Reading(context =>
    {
        foreach (var (row, of) in imaged)
        {
            keep(row, of.Id != default && context.Catalog.TryTable(of.Table) is { } table ? context.Transaction.Find(table, of.Id) : null);
        }
        return true;
    });

    static ParameterCollection Renamed(ParameterCollection results, IReadOnlyDictionary<string, string> names)
    {
        if (names.Count == 0) return results;

        var renamed = new ParameterCollection();
        foreach (var (key, value) in results) renamed[names.TryGetValue(key, out var name) ? name : key] = value;
        return renamed;
    }
}

/// <summary>What a message is about.</summary>
/// <param name="Table">Logical name; empty: nothing in particular.</param>
/// <param name="Id">Row; empty: no row.</param>
internal readonly record struct Subject(string Table, Guid Id)
{
    internal static Subject None { get; } = new("", default);
}
