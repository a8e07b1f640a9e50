using System;
using System.IO;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json.Linq;

namespace Offboarding.Tests.Offboard.Online;

/// <summary>'solution import' into a served environment: the zip, its steps, the settings of a file, the default data.</summary>
public sealed class SolutionImportTests : IDisposable
{
    readonly LocalEnvironment environment = LocalEnvironment.Create();
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("import-");
    readonly ServedOrganization served;
    readonly string zip;

    public SolutionImportTests()
    {
        served = new ServedOrganization(environment);
        zip = Path.Combine(folder.FullName, "solution.zip");
        File.WriteAllBytes(zip, Artifacts.ManagedZip);
    }

    public void Dispose()
    {
        served.Dispose();
        environment.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void An_empty_environment_gets_the_solution_with_its_steps_settings_and_default_data()
    {
        var settings = Settings("""{"EnvironmentVariables":[{"SchemaName":"off_NoticeLeadDays","Value":"21"},{"SchemaName":"off_HolidayCalendar","Value":""}],"ConnectionReferences":[]}""");

        var run = served.Run("solution", "import", zip, "--settings", settings, "--defaults", "--yes", "--json");

        Assert.True(run.ExitCode == 0, run.Errors);
        var said = JObject.Parse(run.Output);
        Assert.Equal("CustomerOffboarding", (string)said["Solution"]!);
        Assert.Equal(JTokenType.Null, said["Before"]!.Type);
        Assert.InRange((int)said["Steps"]!, 20, 1000);
        Assert.Equal(["off_NoticeLeadDays"], said["Settings"]!.Select(name => (string)name!));
        Assert.InRange((int)said["Defaults"]!, 100, 100_000);
        Assert.Equal("21", Values("environmentvariablevalue", "value").Single());
        Assert.Equal(100.0, Assert.Single(Rows("importjob", "progress", "completedon", "solutionname"))["progress"]);
        Assert.NotEqual(1, served.Run("health").ExitCode);
    }

    [Fact]
    public void An_update_switches_on_the_steps_that_were_off_and_leaves_settings_that_are_as_the_file_says()
    {
        var settings = Settings("""{"EnvironmentVariables":[{"SchemaName":"off_NoticeLeadDays","Value":"21"}]}""");
        served.Run("solution", "import", zip, "--settings", settings, "--yes");
        var step = Rows("sdkmessageprocessingstep", "name")[0];
        environment.Administrator.Update(new Entity("sdkmessageprocessingstep", step.Id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });

        var run = served.Run("solution", "import", zip, "--settings", settings, "--yes");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("CustomerOffboarding is updated from ", run.Output, StringComparison.Ordinal);
        Assert.Contains(" steps are on, ", run.Output, StringComparison.Ordinal);
        Assert.Contains("The settings were as the file says.", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, environment.Administrator.Retrieve("sdkmessageprocessingstep", step.Id, new ColumnSet("statecode")).GetAttributeValue<OptionSetValue>("statecode").Value);
    }

    [Fact]
    public void A_refused_import_says_why_and_leaves_nothing_but_its_job()
    {
        File.WriteAllBytes(zip, [1, 2, 3]);
        Assert.Contains("is no solution zip: ", served.Run("solution", "import", zip, "--yes").Errors, StringComparison.Ordinal);
        Assert.Empty(Rows("importjob", "name"));

        File.WriteAllBytes(zip, Broken.Zip());
        var run = served.Run("solution", "import", zip, "--yes");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Dataverse refused a request: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("succeeded=\"false\"", Assert.Single(Values("importjob", "data")), StringComparison.Ordinal);
        Assert.DoesNotContain("CustomerOffboarding", Values("solution", "uniquename"));
    }

    [Theory]
    [InlineData("{", "is no JSON: ")]
    [InlineData("{}", "has no list EnvironmentVariables.")]
    [InlineData("""{"EnvironmentVariables":[{"SchemaName":"off_NoticeLeadDays"}]}""", "has no SchemaName and Value that are texts.")]
    [InlineData("""{"EnvironmentVariables":[],"ConnectionReferences":[{}]}""", "sets connection references, and the solution has none.")]
    public void A_settings_file_is_read_before_anything_is_imported(string json, string message)
    {
        var run = served.Run("solution", "import", zip, "--yes", "--settings", Settings(json));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
        Assert.Empty(Rows("importjob", "name"));
    }

    [Fact]
    public void A_setting_that_no_variable_has_is_named_and_none_is_written()
    {
        var run = served.Run("solution", "import", zip, "--yes", "--settings", Settings("""{"EnvironmentVariables":[{"SchemaName":"off_NoticeLeadDays","Value":"21"},{"SchemaName":"off_Nothing","Value":"x"}]}"""));

        Assert.Contains("The environment has no variable off_Nothing", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Values("environmentvariablevalue", "value"));
    }

    [Fact]
    public void Somebody_without_the_privilege_to_import_imports_nothing()
    {
        environment.AddUser(new NewUser("Guest Guestson"));

        var run = served.Run("solution", "import", zip, "--yes", "--as", "Guest Guestson");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Give the user a role", run.Errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void An_import_needs_an_organization_and_is_asked_for()
    {
        Assert.Contains("solution import needs an organization: --environment URL, or --database FILE.", Terminal.Run("solution", "import", zip).Errors, StringComparison.Ordinal);
        Assert.Contains("Import CustomerOffboarding ", served.Run("solution", "import", zip).Errors, StringComparison.Ordinal);
        Assert.Empty(Rows("importjob", "name"));
    }

    string Settings(string json)
    {
        var file = Path.Combine(folder.FullName, "settings.json");
        File.WriteAllText(file, json);
        return file;
    }

    System.Collections.Generic.IReadOnlyList<Entity> Rows(string table, params string[] columns) => [.. environment.Administrator.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new ColumnSet(columns) }).Entities];

    System.Collections.Generic.IReadOnlyList<string?> Values(string table, string column) => [.. Rows(table, column).Select(row => row.GetAttributeValue<string?>(column))];

    /// <summary>The packed solution, spoiled in a way that only the import finds.</summary>
    static class Broken
    {
        public static byte[] Zip()
        {
            using var stream = new MemoryStream();
            stream.Write(Artifacts.ManagedZip);
            using (var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
            {
                archive.Entries.First(entry => entry.FullName.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)).Delete();
            }

            return stream.ToArray();
        }
    }
}
