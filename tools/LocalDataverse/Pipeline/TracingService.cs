using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Pipeline;

/// <summary>Collects the lines of one run and keeps the newest 10 KB.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/logging-tracing</remarks>
internal sealed class TracingService : ITracingService
{
    const int MaximumBytes = 10 * 1024;

    readonly Lock gate = new();
    readonly Queue<string> lines = new();
    int bytes;

    internal string Text
    {
        get { lock (gate) return string.Join('\n', lines); }
    }

    public void Trace(string format, params object[] args)
    {
        // Without arguments braces are text, not places for them.
        var line = args is { Length: > 0 } ? string.Format(CultureInfo.InvariantCulture, format ?? "", args) : format ?? "";
        lock (gate)
        {
            lines.Enqueue(line);
            bytes += Size(line);
            while (bytes > MaximumBytes && lines.Count > 1) bytes -= Size(lines.Dequeue());
        }
    }

    static int Size(string line) => Encoding.UTF8.GetByteCount(line) + 1;
}
