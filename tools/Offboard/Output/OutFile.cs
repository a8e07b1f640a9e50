using System;
using System.IO;
using System.Text;

namespace Offboard.Output;

/// <summary>Writes a file wholly or not at all: beside it first, then moved over it.</summary>
internal static class OutFile
{
    /// <summary>Writes text as UTF-8 without byte order mark.</summary>
    /// <exception cref="CommandFailure">The folder does not exist or may not be written.</exception>
    public static void WriteText(string path, string text) => WriteBytes(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));

    /// <summary>Writes bytes.</summary>
    /// <exception cref="CommandFailure">The folder does not exist or may not be written.</exception>
    public static void WriteBytes(string path, byte[] bytes)
    {
        var beside = path + ".part";
        try
        {
            File.WriteAllBytes(beside, bytes);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside)) File.Delete(beside);
            throw new CommandFailure($"{path} cannot be written: {problem.Message}", "Check that the folder exists and that no other program has the file open.");
        }
    }
}
