using System;
using Newtonsoft.Json.Linq;

namespace Offboarding.Tests.Offboard;

public class LetterPreviewTests
{
    [Fact]
    public void R38_the_thank_you_letter_is_shown_with_sample_data()
    {
        var run = Terminal.Run("letter", "preview", "--kind", "thanks", "--language", "de", "--address", "du", "--formality", "informal");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Danke für die gemeinsame Zeit\n\nHallo Anna,\n\n", run.Output.Replace("\r\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_comes_as_json_and_a_kind_that_does_not_exist_is_refused_with_those_that_do()
    {
        var json = JObject.Parse(Terminal.Run("letter", "preview", "--kind", "notice", "--json").Output);
        var run = Terminal.Run("letter", "preview", "--kind", "greeting");

        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", (string)json["Html"]!, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("expected: invitation, notice", run.Errors, StringComparison.Ordinal);
    }
}
