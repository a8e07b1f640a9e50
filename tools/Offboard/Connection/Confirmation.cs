using System.Globalization;
using Spectre.Console;

namespace Offboard.Connection;

/// <summary>Asks before data is changed. Where nobody can be asked, the option has to say it.</summary>
internal sealed class Confirmation(IAnsiConsole console)
{
    /// <summary>Goes on, or ends the command.</summary>
    /// <param name="isGiven">Whether --yes was given.</param>
    /// <param name="question">What is about to be done, as a question.</param>
    /// <exception cref="CommandFailure">The answer is no, or there is nobody to answer.</exception>
    public void Demand(bool isGiven, string question)
    {
        if (isGiven) return;
        if (!console.Profile.Capabilities.Interactive) throw new CommandFailure($"{question} Nobody can be asked here, so nothing was done.", "Add --yes.");
        if (!console.Prompt(new ConfirmationPrompt(Markup.Escape(question)) { DefaultValue = false })) throw new CommandFailure("Nothing was done.", "Answer y, or give --yes, to do it.");
    }

    /// <summary>Lets a person type a number that only somebody knows who has read what is shown.</summary>
    /// <param name="given">The number of the option; null: it is asked for.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="option">The option's name, for who cannot be asked.</param>
    /// <exception cref="CommandFailure">There is nobody to answer.</exception>
    public int Number(int? given, string question, string option)
    {
        if (given is { } number) return number;
        if (!console.Profile.Capabilities.Interactive) throw new CommandFailure($"{question} Nobody can be asked here, so nothing was done.", $"Add {option}.");

        return console.Prompt(new TextPrompt<int>(Markup.Escape(question)) { Culture = CultureInfo.InvariantCulture });
    }
}
