using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace SolutionPackager;

/// <summary>What the check of the scripts gave.</summary>
/// <param name="Findings">By file and line.</param>
/// <param name="NotChecked">Why nothing was checked, as a sentence; null: it was.</param>
public sealed record ScriptCheck(IReadOnlyList<Finding> Findings, string? NotChecked = null);

/// <summary>Checks the scripts among the web resources with ESLint and the rules of the platform's checker, where Node is installed.</summary>
/// <remarks>
/// <para>Rules: <see href="https://www.npmjs.com/package/@microsoft/eslint-plugin-power-apps">@microsoft/eslint-plugin-power-apps</see> and those of ESLint that the list of the checker names
/// (<see href="https://learn.microsoft.com/power-apps/maker/data-platform/use-powerapps-checker">rules</see>); <c>Scripts/eslint.config.mjs</c> has them.</para>
/// <para>The packages, pinned by a lock file, are installed once into the folder for temporary files, without their install scripts.</para>
/// </remarks>
public static class ScriptChecker
{
    const int Longest = 5 * 60 * 1000;
    static readonly string[] ToolFiles = ["eslint.config.mjs", "package.json", "package-lock.json"];

    /// <summary>Checks all scripts of a solution.</summary>
    /// <param name="config">Which solution.</param>
    public static ScriptCheck Check(PacConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return CheckFolder(config.FullPath(Path.Combine(config.Source, "WebResources")), config.Folder);
    }

    /// <summary>Checks all scripts below a folder.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="root">Files are named as from here.</param>
    internal static ScriptCheck CheckFolder(string folder, string root)
    {
        var scripts = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.js", SearchOption.AllDirectories).OrderBy(static file => file, StringComparer.Ordinal).ToList() : [];
        if (scripts.Count == 0) return new ScriptCheck([]);

        string tools;
        try
        {
            tools = Installed();
        }
        catch (Exception missing) when (missing is Win32Exception or ToolException)
        {
            return new ScriptCheck([], "The scripts were not checked: " + missing.Message + " Install Node with npm, version 18 or later, and see that npm reaches its packages.");
        }

        // ESLint looks only at files below its configuration, so the scripts come to it.
        var copies = Directory.CreateDirectory(Path.Combine(tools, "run-" + Guid.NewGuid().ToString("N")));
        try
        {
            foreach (var script in scripts) Copy(script, Path.Combine(copies.FullName, Path.GetRelativePath(folder, script)));
            return new ScriptCheck(Findings(Lint(tools, copies.Name), copies.FullName, Path.GetRelativePath(root, folder).Replace('\\', '/')));
        }
        finally
        {
            copies.Delete(recursive: true);
        }
    }

    /// <summary>The names of all rules that are errors.</summary>
    internal static IReadOnlyList<string> Rules()
    {
        var config = JObject.Parse(Run("node", Installed(), [0], Path.Combine("node_modules", "eslint", "bin", "eslint.js"), "--print-config", "any.js"));
        return [.. ((JObject)config["rules"]!).Properties().Where(static rule => (int)rule.Value[0]! == 2).Select(static rule => rule.Name)];
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }

    static JArray Lint(string tools, string folder) =>
        JArray.Parse(Run("node", tools, [0, 1], Path.Combine("node_modules", "eslint", "bin", "eslint.js"), "--format", "json", folder));

    static List<Finding> Findings(JArray files, string copies, string folder) =>
    [
        .. from file in files
           let name = folder + "/" + Path.GetRelativePath(copies, (string)file["filePath"]!).Replace('\\', '/')
           from message in file["messages"]!
           let rule = (string?)message["ruleId"]
           select new Finding(name, (int?)message["line"], ((string)message["message"]!).Trim(), rule is null ? "Correct the script." : $"Rule {rule}."),
    ];

    /// <summary>Where the packages lie; installs them the first time.</summary>
    static string Installed()
    {
        var files = ToolFiles.ToDictionary(static name => name, Embedded, StringComparer.Ordinal);
        var state = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.Values))))[..16];
        var folder = Path.Combine(Path.GetTempPath(), "solution-scripts-" + Environment.UserName + "-" + state);
        if (Directory.Exists(folder)) return folder;

        var fresh = Directory.CreateTempSubdirectory("solution-scripts-").FullName;
        foreach (var (name, content) in files) File.WriteAllText(Path.Combine(fresh, name), content);
        Run("npm", fresh, [0], "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        try
        {
            Directory.Move(fresh, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(fresh, recursive: true);       // somebody else installed the same meanwhile
        }

        return folder;
    }

    static string Embedded(string name)
    {
        using var stream = typeof(ScriptChecker).Assembly.GetManifestResourceStream("SolutionPackager.Scripts." + name)
            ?? throw new InvalidOperationException($"The file {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    static string Run(string program, string folder, int[] expected, params string[] arguments)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() && program == "npm" ? "npm.cmd" : program, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            throw new ToolException($"{program} {arguments[0]} did not end within five minutes.");
        }

        Task.WaitAll(output, errors);
        if (!expected.Contains(process.ExitCode)) throw new ToolException($"{program} {arguments[0]} ended with {process.ExitCode}: {(errors.Result.Length > 0 ? errors.Result : output.Result).Trim()}");
        return output.Result;
    }

    /// <summary>A program of Node did not do what was asked of it.</summary>
    sealed class ToolException(string message) : Exception(message);
}
