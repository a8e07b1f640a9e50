using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Consents;

/// <summary>Codes of the purposes that a consent can have.</summary>
public static class ConsentPurpose
{
    /// <summary>Advertising.</summary>
    public const string Marketing = "marketing";

    /// <summary>Check-ins after the end.</summary>
    public const string KeepInTouch = "keep_in_touch";

    /// <summary>Asking for a reference or review.</summary>
    public const string Reference = "reference";

    /// <summary>Giving information about the customer to somebody else.</summary>
    public const string ThirdParty = "third_party";

    /// <summary>Asking for feedback.</summary>
    public const string Feedback = "feedback";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Marketing, KeepInTouch, Reference, ThirdParty, Feedback];
}

/// <summary>Why an act has no basis.</summary>
public enum ConsentProblem
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>Nothing is on file for this person and purpose.</summary>
    Missing,

    /// <summary>It was withdrawn, or the person objected.</summary>
    Withdrawn,

    /// <summary>It has ended.</summary>
    Ended,

    /// <summary>It does not hold yet.</summary>
    NotYet,

    /// <summary>It covers another channel.</summary>
    OtherChannel,

    /// <summary>Its basis does not carry the purpose.</summary>
    WeakBasis,
}

/// <summary>Whether an act has a basis.</summary>
/// <param name="Problem">None: it has.</param>
/// <param name="Consent">The row on which it rests, or the one that comes nearest; null: there is none.</param>
public sealed record ConsentVerdict(ConsentProblem Problem, ConsentRow? Consent)
{
    /// <summary>Whether the act may go on.</summary>
    public bool Holds => Problem == ConsentProblem.None;
}

/// <summary>Whether something about a person, or to her, may go out on a day: by purpose, channel, day and basis.</summary>
/// <remarks>
/// <para>A withdrawal or objection stops the purpose on its channel, or on every channel if it names none, whatever other rows say, until consent is given on a later day
/// (Art. 7 (3), Art. 21 GDPR). On the same day the withdrawal wins.</para>
/// <para>What carries what: information to third parties only consent (R12). Check-ins and requests for a reference: consent; the rule for existing customers by e-mail (§ 7 (3) UWG);
/// legitimate interest by letter only (§ 7 (2) UWG asks for consent before calls and e-mail). Advertising: consent, or the rule for existing customers by e-mail. Feedback: any basis.</para>
/// </remarks>
public static class ConsentRule
{
    /// <summary>Judges the rows of a person, or of her company where no person is named.</summary>
    /// <param name="rows">Of the person; rows of other purposes are passed over.</param>
    /// <param name="purpose">Of <see cref="ConsentPurpose"/>.</param>
    /// <param name="channel">By which something goes out.</param>
    /// <param name="day">Local day of the act.</param>
    public static ConsentVerdict Judge(IEnumerable<ConsentRow> rows, string purpose, ConsentChannel channel, LocalDate day)
    {
        var own = rows.Where(row => row.Purpose == purpose).OrderByDescending(static row => row.GivenOn).ThenBy(static row => row.Id).ToList();
        if (own.Count == 0) return new ConsentVerdict(ConsentProblem.Missing, null);

        var withdrawn = own.Where(row => row.WithdrawnOn <= day && Covers(row, channel)).OrderByDescending(static row => row.WithdrawnOn).FirstOrDefault();
        ConsentVerdict? nearest = null;
        foreach (var row in own)
        {
            var problem = ProblemOf(row, purpose, channel, day, withdrawn?.WithdrawnOn);
            if (problem == ConsentProblem.None) return new ConsentVerdict(problem, row);
            if (nearest is null || Rank(problem) < Rank(nearest.Problem)) nearest = new ConsentVerdict(problem, row);
        }

        return withdrawn is null ? nearest! : new ConsentVerdict(ConsentProblem.Withdrawn, withdrawn);
    }

    /// <summary>Whether a basis carries a purpose on a channel.</summary>
    public static bool Carries(ConsentBasis? basis, string purpose, ConsentChannel channel) => purpose switch
    {
        ConsentPurpose.ThirdParty => basis == ConsentBasis.Consent,
        ConsentPurpose.Feedback => basis is not null,
        ConsentPurpose.Marketing => basis == ConsentBasis.Consent || (basis == ConsentBasis.Existing && channel == ConsentChannel.Email),
        ConsentPurpose.KeepInTouch or ConsentPurpose.Reference => basis == ConsentBasis.Consent
            || (basis == ConsentBasis.Existing && channel == ConsentChannel.Email)
            || (basis == ConsentBasis.Interest && channel == ConsentChannel.Letter),
        _ => false,
    };

    static ConsentProblem ProblemOf(ConsentRow row, string purpose, ConsentChannel channel, LocalDate day, LocalDate? withdrawnOn)
    {
        if (!Covers(row, channel)) return ConsentProblem.OtherChannel;
        if (row.WithdrawnOn <= day || (withdrawnOn is { } stop && !(row.GivenOn > stop))) return ConsentProblem.Withdrawn;
        if (!(row.GivenOn <= day)) return ConsentProblem.NotYet;
        if (row.EndsOn < day) return ConsentProblem.Ended;
        return Carries(row.Basis, purpose, channel) ? ConsentProblem.None : ConsentProblem.WeakBasis;
    }

    /// <summary>A row that names no channel covers all of them, as does one for any.</summary>
    static bool Covers(ConsentRow row, ConsentChannel channel) => row.Channel is null or ConsentChannel.Any || channel == ConsentChannel.Any || row.Channel == channel;

    /// <summary>The nearer a row is to holding, the more its problem tells.</summary>
    static int Rank(ConsentProblem problem) => problem switch
    {
        ConsentProblem.Withdrawn => 0,
        ConsentProblem.Ended => 1,
        ConsentProblem.NotYet => 2,
        ConsentProblem.WeakBasis => 3,
        _ => 4,
    };
}
