using System;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using Offboard.Commands;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.SubjectRequests;

namespace Offboarding.Tests.Offboard;

/// <summary>Requests of data subjects from the command line, on an organization that is open. It is 15 January 2027.</summary>
public sealed class SubjectCommandTests : IDisposable
{
    readonly SubjectWorld world = new(withErasureMap: true);
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("subject");

    public void Dispose()
    {
        world.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Find_shows_each_row_with_its_reasons_and_decides_nothing()
    {
        var person = world.Person(world.Account());

        var run = Run("find", "--email", "ada@needle.example");

        Assert.Equal((0, $"Rows that may be about the person: 1\ncontact|{person.Id:D}\n  Ada Needle, Contoso, the same e-mail address\n"), (run.ExitCode, run.Output));
        Assert.StartsWith("Nothing is decided.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_writes_each_part_into_a_file_that_names_nobody()
    {
        var person = world.Person(world.Account());
        for (var i = 0; i < 210; i++) world.Rows.Add("task", ("subject", $"Task {i:000}"), ("regardingobjectid", person));
        var number = world.Read(world.Confirmed(SubjectRequestKind.Access, person)).Name!;

        var run = Run("export", "--request", number, "--out", folder.FullName, "--format", "json", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([number + "-001.json", number + "-002.json"], folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.Contains("ada@needle.example", string.Concat(folder.GetFiles().Select(file => File.ReadAllText(file.FullName))), StringComparison.Ordinal);
        Assert.True((int)JObject.Parse(run.Output)["freeTexts"]! > 200);
    }

    [Fact]
    public void Erase_shows_first_and_answers_only_with_yes()
    {
        var id = world.Confirmed(SubjectRequestKind.Erasure, world.Person(world.Account("Contoso", ("off_jurisdictions", "DE"))));
        var number = world.Read(id).Name!;

        var shown = Run("erase", "--request", number);
        var before = world.Read(id).RequestState;
        var answered = Run("erase", "--request", number, "--yes");

        Assert.Equal(shown.Output, answered.Output);
        Assert.Contains("needed as long as the relationship goes on", shown.Output, StringComparison.Ordinal);
        Assert.Equal((SubjectRequestRequestState.Working, SubjectRequestRequestState.Answered), (before, world.Read(id).RequestState));
    }

    [Fact]
    public void Erase_refuses_with_a_ground()
    {
        var id = world.Request(SubjectRequestKind.Erasure, world.Person(world.Account()));

        var run = Run("erase", "--request", id.ToString(), "--ground", "unidentified", "--yes");

        Assert.Equal((0, SubjectRequestRequestState.Refused), (run.ExitCode, world.Read(id).RequestState));
    }

    [Theory]
    [InlineData("--request DSR-999999: there is no such request of a data subject.", "export", "--request", "DSR-999999", "--out", "x")]
    [InlineData("--contact 12 is no id.", "find", "--contact", "12")]
    [InlineData("--ground refuses the request and needs --yes.", "erase", "--request", "DSR-000001", "--ground", "claims")]
    public void What_cannot_be_done_says_why(string message, params string[] arguments)
    {
        var run = Run(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    (int ExitCode, string Output, string Errors) Run(params string[] arguments) => new OpenOrganization(world.Service).Run(
        static configuration =>
        {
            configuration.AddCommand<SubjectFindCommand>("find");
            configuration.AddCommand<SubjectExportCommand>("export");
            configuration.AddCommand<SubjectEraseCommand>("erase");
        },
        arguments);
}
