using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Text.RegularExpressions;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

/// <summary>What one of many callers does.</summary>
enum CallerAct
{
    Start,
    Complete,
    Cancel,
    Deactivate,
}

/// <summary>One caller: who does what to which account, and what came of it.</summary>
sealed record CallerPart(CallerAct Act, int Account, int User)
{
    /// <summary>What was answered; the code of the refusal; or the name of the platform's fault.</summary>
    public string Answer { get; set; } = "";

    /// <summary>The case that was started, or that was open when the caller looked; empty: none.</summary>
    public Guid Case { get; set; }
}

/// <summary>One run of many callers, and what must hold after it.</summary>
sealed partial class CallersRun
{
    const int Deadlock = -2147204784;

    /// <summary>Refusals that somebody who comes too late, or too early, may get.</summary>
    static readonly string[] Refusals =
    [
        "OFF-1301", "OFF-1302", "OFF-1303", "OFF-1306", "OFF-1317", "OFF-1331", "OFF-1340", "OFF-1405", "no case", "deadlock",
    ];

    readonly CallersWorld world;
    readonly string? playbook;
    readonly IReadOnlyList<CallerPart> parts;
    readonly Interleaving outcome;

    CallersRun(CallersWorld world, LocalEnvironment environment, int seed, int callers, string? playbook)
    {
        this.world = world;
        this.playbook = playbook;
        var random = new Random(seed);
        parts = [.. Enumerable.Range(0, callers).Select(_ => new CallerPart((CallerAct)random.Next(4), random.Next(world.Accounts.Count), random.Next(world.Users.Count)))];
        outcome = environment.Interleave(seed, [.. parts.Select(part => (Action)(() => Act(environment, part)))]);
        State = new CallersState(environment, world.Accounts);
    }

    internal CallersState State { get; }

    /// <summary>Those who wrote something, in the order in which it was committed.</summary>
    internal IReadOnlyList<int> Writers => [.. outcome.History.Where(step => step is { Event: InterleavedEvent.Commits, Table: not "plugintracelog" }).Select(step => step.Caller)];

    internal IReadOnlyList<CallerPart> Parts => parts;

    internal int Waits => outcome.History.Count(step => step.Event == InterleavedEvent.Waits);

    /// <summary>Accounts that only an order explains which turns round callers of whom one had ended before the other began.</summary>
    internal int TurnedRound { get; private set; }

    internal int Steps => outcome.History.Count;

    /// <summary>The history, the answers and the state at the end, without ids.</summary>
    internal string Story => string.Join('\n', [.. outcome.History.Select(step => step.ToString()), .. parts.Select(part => part.Answer), .. State.Accounts]);

    /// <param name="world">Where they meet.</param>
    /// <param name="seed">Says what each does, and who goes on where.</param>
    /// <param name="callers">How many.</param>
    /// <param name="playbook">By which those who start plan; null: without a plan.</param>
    internal static CallersRun Of(CallersWorld world, int seed, int callers, string? playbook = CallersWorld.Playbook)
    {
        using var copy = world.Copy();
        return new CallersRun(world, copy, seed, callers, playbook);
    }

    internal IEnumerable<string> Violations() =>
    [
        .. UnknownAnswers(),
        .. State.Violations(),
        .. LostCases(),
        .. Unexplained(),
    ];

    IEnumerable<string> UnknownAnswers() => parts
        .Where(part => part.Answer.Length == 0 || (part.Answer.StartsWith("refused ", StringComparison.Ordinal) && !Refusals.Contains(part.Answer["refused ".Length..])))
        .Select(part => $"{part} is no answer that a caller may get");

    IEnumerable<string> LostCases() => parts
        .Where(part => part.Case != Guid.Empty && !State.Cases.Contains(part.Case))
        .Select(part => $"the case of {part} is lost");

    /// <summary>Accounts do not touch each other: each must be explained by an order of its own.</summary>
    IEnumerable<string> Unexplained() => Enumerable.Range(0, world.Accounts.Count).Where(account => !IsExplained(account))
        .Select(account => $"no order of one after the other explains account {account}, which is\n{State.Accounts[account]}\nafter\n{string.Join('\n', Writers.Where(writer => parts[writer].Account == account).Select(writer => parts[writer]))}");

    /// <summary>
    /// In real time, or else in some other order: who starts a case may have looked at the account before another one deactivated it, started a case and
    /// cancelled it. Dataverse reads without locks, and the case of an inactive account is nothing that could not come about otherwise.
    /// </summary>
    bool IsExplained(int account)
    {
        using var start = world.Copy();
        var left = Writers.Where(writer => parts[writer].Account == account).Distinct().ToList();
        if (IsExplained(start, account, left, [], inRealTime: true)) return true;

        TurnedRound++;
        return IsExplained(start, account, left, [], inRealTime: false);
    }

    /// <summary>Whether those who are left, one after the other, get the answers they got and lead to the end. The order of the commits is tried first.</summary>
    bool IsExplained(LocalEnvironment before, int account, IReadOnlyList<int> left, Dictionary<Guid, Guid> started, bool inRealTime)
    {
        if (left.Count == 0) return new CallersState(before, world.Accounts).Accounts[account] == State.Accounts[account];

        // Who does the same with the same answer is as good as the other.
        foreach (var next in left.Where(writer => !inRealTime || left.All(other => !IsOverBefore(other, writer))).DistinctBy(writer => (parts[writer].Act, parts[writer].Answer, parts[writer].Case)))
        {
            using var after = before.Clone();
            var again = parts[next] with { Answer = "", Case = started.GetValueOrDefault(parts[next].Case, parts[next].Case) };
            Act(after, again);
            if (again.Answer != parts[next].Answer) continue;
            if (IsExplained(after, account, [.. left.Where(writer => writer != next)], new(started) { [parts[next].Case] = again.Case }, inRealTime)) return true;
        }

        return false;
    }

    /// <summary>Whether a caller had ended before another began: then no order may turn them round.</summary>
    bool IsOverBefore(int caller, int other) => LastStepOf(caller) < FirstStepOf(other);

    int FirstStepOf(int caller) => outcome.History.Index().First(step => step.Item.Caller == caller).Index;

    int LastStepOf(int caller) => outcome.History.Index().Last(step => step.Item.Caller == caller).Index;

    void Act(LocalEnvironment target, CallerPart part)
    {
        var service = target.ServiceFor(world.Users[part.User]);
        var account = world.Accounts[part.Account];
        try
        {
            part.Answer = part.Act switch
            {
                CallerAct.Start => Start(service, account, part),
                CallerAct.Complete => OnCase(service, account, part, id => (string)service.Execute(CaseWorld.On(id, "off_CompleteOffboarding"))["Report"]),
                CallerAct.Cancel => OnCase(service, account, part, id => (string)service.Execute(CaseWorld.On(id, "off_CancelOffboarding", ("Reason", "They stay.")))["Report"]),
                _ => Deactivate(service, account),
            };
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            part.Answer = "refused " + (Code().Match(fault.Detail.Message) is { Success: true } code ? code.Groups["code"].Value
                : fault.Detail.ErrorCode == Deadlock ? "deadlock"
                : $"{fault.Detail.ErrorCode}: {fault.Detail.Message}");
        }
    }

    string Start(IOrganizationService service, Guid account, CallerPart part)
    {
        var request = CaseWorld.StartRequest(account);
        if (playbook != null) request["PlaybookCode"] = playbook;
        var answer = service.Execute(request);
        if (!(bool)answer["Created"]) return "found";

        part.Case = (Guid)answer["CaseId"];
        return "created " + answer["PlannedEnd"];
    }

    /// <summary>On the case that is known, or the one that is open.</summary>
    static string OnCase(IOrganizationService service, Guid account, CallerPart part, Func<Guid, string> act)
    {
        if (part.Case == Guid.Empty)
        {
            var query = new QueryByAttribute(OffboardingCaseRow.Table) { ColumnSet = new ColumnSet(OffboardingCaseRow.Columns.Id) };
            query.AddAttributeValue(OffboardingCaseRow.Columns.OpenKey, account.ToString("D"));
            if (service.RetrieveMultiple(query).Entities is not [var found]) return "refused no case";
            part.Case = found.Id;
        }

        return Number().Replace(act(part.Case), "OFF-N");
    }

    static string Deactivate(IOrganizationService service, Guid account)
    {
        SolutionEnvironment.Deactivate(service, account);
        return "deactivated";
    }

    [GeneratedRegex(@"\[(?<code>OFF-\d+)\]$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"OFF-\d{6}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
