using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LocalDataverse.Faults;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Pipeline;

/// <summary>Holds what is sent to the sandbox to the size that the platform allows. Counted are texts and bytes; all else is small beside them.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/bulk-operations#message-size-and-time-limits</remarks>
internal static class ContextSize
{
    /// <summary>116.85 MB.</summary>
    const long MaximumBytes = (long)(116.85 * 1024 * 1024);

    /// <exception cref="System.ServiceModel.FaultException">0x80040224: the parameters hold too much.</exception>
    internal static void Demand(PluginContext context)
    {
        var size = Size(context.InputParameters) + Size(context.OutputParameters);
        if (size <= MaximumBytes) return;

        throw Fault.Of(
            FaultCode.IsvUnExpected,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Message size exceeded when sending context to Sandbox. Message size: {size} bytes, allowed are {MaximumBytes}. Send fewer rows in one request."));
    }

    static long Size(ParameterCollection parameters) => parameters.Count == 0 ? 0 : parameters.Sum(pair => Size(pair.Value));

    static long Size(object? value) => value switch
    {
        string text => text.Length,
        byte[] bytes => bytes.Length,
        Entity row => row.Attributes.Sum(pair => Size(pair.Value)),
        EntityCollection rows => rows.Entities.Sum(row => Size(row)),
        IEnumerable<string> texts => texts.Sum(text => (long)(text?.Length ?? 0)),
        _ => 0,
    };
}
