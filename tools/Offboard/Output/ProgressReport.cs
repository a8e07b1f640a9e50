using System;
using Spectre.Console;

namespace Offboard.Output;

/// <summary>Tells what is going on: a spinner on a terminal, one plain line elsewhere, so that logs stay readable and the same each time.</summary>
internal sealed class ProgressReport(IAnsiConsole console)
{
    /// <summary>Does a piece of work under a title.</summary>
    public T While<T>(string title, Func<T> work) => While(title, _ => work());

    /// <summary>Does a piece of work that reports how far it is.</summary>
    /// <param name="title">What is being done, such as “Importing”.</param>
    /// <param name="work">Gets a callback for done and total.</param>
    public T While<T>(string title, Func<Action<int, int>, T> work)
    {
        if (!IsLive)
        {
            console.Line(title + " …");
            return work(static (_, _) => { });
        }

        return console.Status().Start(
            Markup.Escape(title) + " …",
            status => work((done, total) => status.Status($"{Markup.Escape(title)} … {done} of {total}")));
    }

    /// <summary>Does steps whose number is about known: on a terminal a bar with the time that is left, measured from the steps done; elsewhere one line.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="steps">How many at most; more only fill the bar.</param>
    /// <param name="work">Gets a callback for each step that is done.</param>
    public T Steps<T>(string title, int steps, Func<Action, T> work)
    {
        if (!IsLive)
        {
            console.Line($"{title} …");
            return work(static () => { });
        }

        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(bars =>
            {
                var bar = bars.AddTask(Markup.Escape(title), maxValue: Math.Max(1, steps));
                var result = work(() => bar.Increment(1));
                bar.Value = bar.MaxValue;
                return result;
            });
    }

    bool IsLive => console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi;
}
