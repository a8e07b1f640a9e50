using Spectre.Console;

namespace Offboard.Output;

/// <summary>Writes sentences: wrapped at the edge of a terminal; elsewhere each on one line, where it can be searched.</summary>
internal static class Lines
{
    /// <summary>Writes a sentence and ends the line.</summary>
    /// <param name="console">Where.</param>
    /// <param name="text">Without markup.</param>
    /// <param name="color">Of the text on a terminal; null: the terminal's own.</param>
    /// <param name="indent">Blanks before it.</param>
    public static void Line(this IAnsiConsole console, string text, Color? color = null, int indent = 0)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Out.Writer.WriteLine(new string(' ', indent) + text);
            return;
        }

        console.Write(new Padder(new Text(text, new Style(color)), new Padding(indent, 0, 0, 0)));
    }

    /// <summary>Writes text for another program, as it is, and ends the last line.</summary>
    public static void Raw(this IAnsiConsole console, string text) => console.Profile.Out.Writer.Write(text.EndsWith('\n') ? text : text + "\n");
}
