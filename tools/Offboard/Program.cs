using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Offboard;
using Offboard.Output;
using Spectre.Console;
using Spectre.Console.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var cancelled = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    cancelled.Cancel();
};

// How a service is ended; it is the same as Ctrl+C.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    cancelled.Cancel();
});

var consoles = new Consoles(Open(Console.Out, Console.IsOutputRedirected), Open(Console.Error, Console.IsErrorRedirected));
var app = new CommandApp();
app.Configure(configuration =>
{
    configuration.ConfigureConsole(consoles.Out);
    CommandLine.Configure(configuration, consoles, TimeProvider.System, Directory.GetCurrentDirectory());
});
return app.Run(args, cancelled.Token);

// Redirected output is the same on every machine: no colours, one width.
static IAnsiConsole Open(TextWriter writer, bool redirected)
{
    var console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        Out = new AnsiConsoleOutput(writer),
    });
    if (redirected) console.Profile.Width = PlainText.Width;
    return console;
}
