using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Workflow;

/// <summary>Holds what goes into an activity and what comes out of it to how its arguments are declared.</summary>
/// <param name="activity">Full name of the activity.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="catalog">Tables and choices of the environment.</param>
internal sealed class ActivityValues(string activity, IReadOnlyList<ActivityArgument> arguments, MetadataCatalog catalog)
{
    /// <summary>The given inputs and the defaults of those that are not given.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80040203: an input is unknown, missing or of the wrong type, table or choice.</exception>
    internal Dictionary<string, object> Inputs(IEnumerable<KeyValuePair<string, object?>> given)
    {
        var inputs = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var argument in arguments.Where(argument => argument is { IsInput: true, Default: not null })) inputs[argument.Name] = argument.Default!;
        foreach (var (name, value) in given)
        {
            var argument = arguments.FirstOrDefault(known => known.IsInput && known.Name == name) ?? throw Refused(
                $"has no input '{name}'. It has {string.Join(", ", arguments.Where(known => known.IsInput).Select(known => known.Name))}");
            if (value is null)
            {
                inputs.Remove(name);
                continue;
            }

            Check(argument, value);
            inputs[name] = value;
        }

        var missing = arguments
            .Where(argument => argument.IsRequired && argument.IsInput && !inputs.ContainsKey(argument.Name))
            .Select(argument => argument.Name)
            .ToList();
        if (missing.Count > 0) throw Refused($"needs a value for {string.Join(", ", missing)}");

        return inputs;
    }

    /// <summary>What later steps of the workflow can read.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80040203: an output is a row of another table, or no option of its choice.</exception>
    internal IReadOnlyDictionary<string, object?> Outputs(IDictionary<string, object> results)
    {
        var outputs = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var argument in arguments.Where(argument => argument.IsOutput))
        {
            var value = results[argument.Name];
            if (value is not null) Check(argument, value);
            outputs[argument.Name] = value;
        }

        return outputs;
    }

    void Check(ActivityArgument argument, object value)
    {
        if (!argument.Type.IsInstanceOfType(value)) throw Refused($"takes '{argument.Name}' as {argument.Type.Name}, got {value.GetType().Name}");

        switch (value)
        {
            case EntityReference row when row.LogicalName != argument.Table:
                throw Refused($"takes '{argument.Name}' as row of {argument.Table}, got one of {row.LogicalName}");
            case OptionSetValue option when catalog.Table(argument.Table!).Column(argument.ChoiceColumn!).Options.All(known => known.Value != option.Value):
                throw Refused($"takes '{argument.Name}' as option of {argument.Table}.{argument.ChoiceColumn}, which has no {option.Value}");
        }
    }

    Exception Refused(string problem) => Fault.Of(FaultCode.InvalidArgument, $"The workflow activity {activity} {problem}.");
}
