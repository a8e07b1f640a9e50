using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Reminders;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>The part of a night that reminds of requests of data subjects: a task for the owner when the internal target has passed, and another when the legal deadline has.</summary>
/// <remarks>
/// <para>Loop contract. Each reminder comes once; a request that fails alone is left out of the run and named. The last step looks whether the key of the do-not-reimport list is the one of its entries.</para>
/// <para>Requests: 3 (caller's settings, settings, local time), 1 per 5,000 overdue requests; if there are any, 1 for the tasks that are there, 2 for owners and their languages, 1 for each task; 2 in the last step.</para>
/// </remarks>
static class OverdueRequests
{
    /// <summary>Requests a step.</summary>
    internal const int MostPerStep = 100;

    const string Mark = "dsr-overdue:";

    /// <summary>One step of the night.</summary>
    /// <param name="call">The call of off_RunNightly.</param>
    /// <param name="text">The token: id of the last request, and how many a step takes; empty: from the beginning.</param>
    /// <param name="prefix">What stands before the tokens that are answered.</param>
    /// <param name="after">The token of the part that follows.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: unknown token.</exception>
    internal static void Step(PluginCall call, string text, string prefix, string after)
    {
        var place = Place.ParseOrNull(text) ?? throw Refusal.Of("OFF-5003", call.Language, "token", prefix + text, "message", call.Context.MessageName);
        var today = call.DayOfJobs();
        var due = RequestQueries.Overdue(call.AsSystem, today, place.After);
        if (call.OptionalText("Fault") is { } fault && due.Count > 0)
        {
            if (place.Size > 1) call.ReturnLoopStep(prefix + new Place(place.After, 1), processed: 0, failed: 0, "");
            else call.ReturnLoopStep(prefix + new Place(RequestQueries.KeyOf(due[0].Id), 1), processed: 0, failed: 1, Messages.Part("OFF-TEXT-OVERDUE-FAILED", call.Language, "request", due[0].Name ?? "?", "fault", fault));
            return;
        }

        var some = due.Take(place.Size).ToList();
        var made = Remind(call, some, today);
        var report = new List<string>();
        if (made > 0) report.Add(Messages.Part("OFF-TEXT-OVERDUE", call.Language, "count", made.ToString(CultureInfo.InvariantCulture)));
        if (some.Count < due.Count)
        {
            call.ReturnLoopStep(prefix + new Place(RequestQueries.KeyOf(some[some.Count - 1].Id), place.Size), made, failed: 0, string.Join("\n", report));
            return;
        }

        var list = new SuppressionList(call.AsSystem, call.Context.OrganizationId, call.Language);
        var key = list.KeyOrNull();
        if (list.AnyOfAnotherKey(key)) report.Add(Messages.Format(key is null ? "OFF-3541" : "OFF-3542", call.Language));
        call.ReturnLoopStep(after, made, failed: 0, string.Join("\n", report));
    }

    static int Remind(PluginCall call, IReadOnlyList<SubjectRequestRow> due, LocalDate today)
    {
        var keys = due.ToDictionary(request => request.Id, request => KeyOf(request, today));
        var there = RequestTasks.Present(call.AsSystem, keys.Values);
        var missing = due.Where(request => !there.Contains(keys[request.Id])).ToList();
        if (missing.Count == 0) return 0;

        var owners = Owners.Read(call.AsSystem, missing.Select(static request => request.OwnerId).OfType<EntityReference>());
        foreach (var request in missing)
        {
            var language = request.OwnerId is { } owner ? owners.LanguageOf(owner) : call.Language;
            var code = IsPastDeadline(request, today) ? "OFF-TEXT-OVERDUE-LAW" : "OFF-TEXT-OVERDUE-TARGET";
            var day = (IsPastDeadline(request, today) ? request.LegalDeadline : request.InternalTarget)!.Value;
            RequestTasks.Create(
                call.AsSystem,
                request,
                keys[request.Id],
                Messages.Part(code, language, "request", request.Name ?? "?", "day", language.Text(day)),
                Messages.Part("OFF-TEXT-OVERDUE-TEXT", language, "deadline", request.LegalDeadline is { } deadline ? language.Text(deadline) : "?"),
                today);
        }

        return missing.Count;
    }

    static string KeyOf(SubjectRequestRow request, LocalDate today) => Mark + request.Id.ToString("N") + (IsPastDeadline(request, today) ? ":law" : ":target");

    static bool IsPastDeadline(SubjectRequestRow request, LocalDate today) => request.LegalDeadline < today;

    /// <summary>Where the part stands.</summary>
    sealed class Place
    {
        internal Place(string after, int size)
        {
            After = after;
            Size = size;
        }

        internal string After { get; }

        internal int Size { get; }

        internal static Place? ParseOrNull(string text)
        {
            if (text.Length == 0) return new Place("", MostPerStep);

            var parts = text.Split(';');
            return parts.Length == 2 && (parts[0].Length == 0 || Guid.TryParseExact(parts[0], "D", out _)) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= MostPerStep
                ? new Place(parts[0], size)
                : null;
        }

        public override string ToString() => After + ";" + Size.ToString(CultureInfo.InvariantCulture);
    }
}
