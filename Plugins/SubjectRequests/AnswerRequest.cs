using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Schedule;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary><c>off_AnswerRequest</c>: closes a request of a data subject with its answer or refusal, and starts what follows from it.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (bound to off_subjectrequest, privilege prvWriteoff_SubjectRequest). In: Ground (String, a code of off_refusalground; blank: it is answered, not refused), Preview
/// (Boolean: only says what the answer would be, and changes nothing). Out: Result
/// (String), Due, Kept (Integer: rows of an erasure that may go now and that stay), Notices (Integer: tasks to tell recipients, Art. 19 GDPR).</para>
/// <para>Erasure: the lines of the accounts are computed again at once, so that the job is due now where the rules allow; planning and approval follow as ever. The answer says for each record class what stays and
/// why. A refusal takes the request out of schedule, restriction and do-not-reimport list.</para>
/// <para>Requests: 1 for the request, 1 for those that belong to it, 1 for each of them all with what the steps take; of an erasure those of <see cref="PersonData"/>, 1 for record classes, 1 for the jobs
/// and those of the lines that change; of an erasure, restriction or rectification 2 to 3 for recipients and 1 for each task.</para>
/// </remarks>
public sealed class AnswerRequest : IPlugin
{
    /// <summary>Days within which recipients are told: without delay, and no law names a number.</summary>
    const int DaysToTell = 7;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3511, OFF-3512, OFF-3515, OFF-3523: it cannot be answered; OFF-9004: no such ground.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var request = RequestQueries.Of(call.AsSystem, call.Required<EntityReference>("Target").Id);
        var ground = call.OptionalCode("Ground", static code => SubjectRequestRefusalGroundCodes.FromCode(code), "obligation, claims, unfounded, unidentified, conditions, others");
        if (!RequestRule.IsOpen(request)) throw Refusal.Of("OFF-3512", call.Language, "request", request.Name ?? "?");
        if (!string.IsNullOrEmpty(request.MainRequest)) throw Refusal.Of("OFF-3523", call.Language, "request", request.Name ?? "?");

        if (ground is { } why && call.OptionalValue<bool>("Preview") != true) Refuse(call, request, why);
        else Answer(call, request);
    }

    /// <summary>Whether data may be handed out or changed for a request.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-3511: nobody confirmed who asks; OFF-3523: it is answered with another request.</exception>
    internal static void DemandAnswerable(PluginCall call, SubjectRequestRow request)
    {
        if (!string.IsNullOrEmpty(request.MainRequest)) throw Refusal.Of("OFF-3523", call.Language, "request", request.Name ?? "?");
        if (request.IdentityConfirmedOn is null) throw Refusal.Of("OFF-3511", call.Language, "request", request.Name ?? "?");
    }

    static void Refuse(PluginCall call, SubjectRequestRow request, SubjectRequestRefusalGround ground)
    {
        var text = Messages.Part("OFF-TEXT-REFUSED-" + ground.ToCode().ToUpperInvariant(), call.Language) + "\n" + Messages.Part("OFF-TEXT-ERASE-REMEDY", call.Language);
        Close(call, request, RequestQueries.BelongingTo(call.AsSystem, request.Id), SubjectRequestRequestState.Refused, text, ground);
        if (RequestRule.EndsMarketing(request))
        {
            var list = new SuppressionList(call.AsSystem, call.Context.OrganizationId, call.Language);
            foreach (var number in new[] { request }.Concat(RequestQueries.BelongingTo(call.AsSystem, request.Id)).Select(static one => one.Name).OfType<string>()) list.TakeBack(number);
        }

        call.Return("Result", text);
        call.Return("Due", 0);
        call.Return("Kept", 0);
        call.Return("Notices", 0);
    }

    static void Answer(PluginCall call, SubjectRequestRow request)
    {
        DemandAnswerable(call, request);
        var person = new PersonData(call, request);
        if (!person.IsKnown) throw Refusal.Of("OFF-3515", call.Language, "request", request.Name ?? "?");

        var words = RuleWording.Read(call.AsSystem, call.Language);
        var erasure = request.Kind == SubjectRequestKind.Erasure ? new ErasureAnswer(words, person.Rows) : null;
        var text = erasure?.Text() ?? words.Part("OFF-TEXT-ANSWERED-" + (request.Kind?.ToCode() ?? "access").ToUpperInvariant());
        call.Return("Result", text);
        call.Return("Due", erasure?.Due ?? 0);
        call.Return("Kept", erasure?.Kept ?? 0);
        if (call.OptionalValue<bool>("Preview") == true)
        {
            call.Return("Notices", 0);
            return;
        }

        Close(call, request, person.Others, SubjectRequestRequestState.Answered, text, ground: null);
        if (erasure is not null) Reschedule(call, person);
        call.Return("Notices", Notices(call, request, person));
    }

    static int Notices(PluginCall call, SubjectRequestRow request, PersonData person) =>
        request.Kind is SubjectRequestKind.Erasure or SubjectRequestKind.Restriction or SubjectRequestKind.Rectification
            ? Recipients.Tell(call, request, Recipients.Of(call.AsSystem, person.Contacts, request.AccountId?.Id), person.Schedules.Today.PlusDays(DaysToTell))
            : 0;

    static void Close(PluginCall call, SubjectRequestRow request, IReadOnlyList<SubjectRequestRow> others, SubjectRequestRequestState state, string text, SubjectRequestRefusalGround? ground)
    {
        var today = call.DayOfJobs();
        foreach (var other in others) call.AsSystem.Update(Closed(other.Id, today, state, Messages.Part("OFF-TEXT-ANSWERED-WITH", call.Language, "request", request.Name ?? "?"), ground).Entity);
        call.AsSystem.Update(Closed(request.Id, today, state, text, ground).Entity);
    }

    static SubjectRequestRow Closed(Guid id, LocalDate today, SubjectRequestRequestState state, string text, SubjectRequestRefusalGround? ground) => new(new Entity(SubjectRequestRow.Table, id))
    {
        RequestState = state, AnsweredOn = today, Result = text, RefusalGround = ground,
    };

    /// <summary>Where a job is open its lines are brought up to the request now; the next night would do so, too.</summary>
    static void Reschedule(PluginCall call, PersonData person)
    {
        if (person.Accounts.Count == 0) return;

        var jobs = ScheduleJobs.OpenOf(call.AsSystem, person.Accounts);
        if (jobs.Count == 0) return;

        var writer = new ScheduleWriter(call.AsSystem, person.Schedules);
        var facts = person.Schedules.Facts.Read([.. jobs.Keys]);
        foreach (var job in jobs.OrderBy(static pair => pair.Key).Where(pair => facts.ContainsKey(pair.Key))) writer.Update(job.Value, facts[job.Key]);
    }
}
