using System.Globalization;
using System.IO;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Offboard.Output;

/// <summary>Renders as into a file: no colours, wide enough for a table.</summary>
internal static class PlainText
{
    /// <summary>Columns of a line where no terminal says how many there are.</summary>
    internal const int Width = 150;

    public static string Of(IRenderable renderable)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = Width;
        console.Write(renderable);
        return text.ToString().ReplaceLineEndings("\n");
    }
}
