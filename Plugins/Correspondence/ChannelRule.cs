using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>How a letter travels: as which standard activity.</summary>
public enum LetterChannel
{
    /// <summary>An activity of type email.</summary>
    Email,

    /// <summary>An activity of type letter.</summary>
    Letter,
}

/// <summary>Why a letter cannot go the way it should.</summary>
public enum ChannelProblem
{
    /// <summary>It can.</summary>
    None,

    /// <summary>The recipient wants neither e-mail nor post.</summary>
    NoChannel,

    /// <summary>The recipient does not want this one; the other one is open.</summary>
    Refused,

    /// <summary>The recipient has no address for it.</summary>
    NoAddress,

    /// <summary>The contract asks for paper (§ 126 BGB), and something else was chosen.</summary>
    PaperRequired,

    /// <summary>The contract asks for paper, and the recipient wants no post.</summary>
    PaperRefused,
}

/// <summary>The channel of a letter by what the recipient wants, prefers and has, and by the form that a contract demands.</summary>
public static class ChannelRule
{
    /// <summary>Chooses a channel. What a recipient refuses is never chosen, whatever is asked for.</summary>
    /// <param name="recipient">The person.</param>
    /// <param name="kind">Greetings and requests respect a refusal of bulk e-mail as well.</param>
    /// <param name="needsPaper">A contract ends only by a signed paper.</param>
    /// <param name="wanted">Asked for; null: the recipient's preference, else paper for notices and thanks, e-mail for the rest.</param>
    public static ChannelChoice Choose(Recipient recipient, LetterKind kind, bool needsPaper, LetterChannel? wanted)
    {
        if (needsPaper && wanted == LetterChannel.Email) return new(ChannelProblem.PaperRequired, LetterChannel.Letter);
        if (needsPaper && !Allows(recipient, kind, LetterChannel.Letter)) return new(ChannelProblem.PaperRefused, LetterChannel.Letter);
        if (!Allows(recipient, kind, LetterChannel.Email) && !Allows(recipient, kind, LetterChannel.Letter)) return new(ChannelProblem.NoChannel, LetterChannel.Letter);
        if (wanted is { } given) return Allows(recipient, kind, given) ? Reached(recipient, given) : new(ChannelProblem.Refused, Other(given));

        var first = needsPaper ? LetterChannel.Letter : Preferred(recipient, kind);
        if (needsPaper) return Reached(recipient, first);
        if (!Allows(recipient, kind, first)) return Reached(recipient, Other(first));

        return HasAddress(recipient, first) || !Allows(recipient, kind, Other(first)) || !HasAddress(recipient, Other(first)) ? Reached(recipient, first) : new(ChannelProblem.None, Other(first));
    }

    /// <summary>Whether the recipient lets herself be written to in this way.</summary>
    public static bool Allows(Recipient recipient, LetterKind kind, LetterChannel channel) => channel == LetterChannel.Letter
        ? !recipient.RefusesPost
        : !recipient.RefusesEmail && !(recipient.RefusesBulkEmail && (kind is LetterKind.Checkin or LetterKind.Reference or LetterKind.Feedback));

    static LetterChannel Preferred(Recipient recipient, LetterKind kind) => recipient.PreferredMethod switch
    {
        2 => LetterChannel.Email,
        5 => LetterChannel.Letter,
        _ => kind is LetterKind.Notice or LetterKind.Thanks ? LetterChannel.Letter : LetterChannel.Email,
    };

    static ChannelChoice Reached(Recipient recipient, LetterChannel channel) => new(HasAddress(recipient, channel) ? ChannelProblem.None : ChannelProblem.NoAddress, channel);

    static bool HasAddress(Recipient recipient, LetterChannel channel) => channel == LetterChannel.Email ? !string.IsNullOrWhiteSpace(recipient.Email) : recipient.HasPostalAddress;

    static LetterChannel Other(LetterChannel channel) => channel == LetterChannel.Email ? LetterChannel.Letter : LetterChannel.Email;
}

/// <summary>A channel, or why there is none.</summary>
/// <param name="Problem">None: the channel may be used.</param>
/// <param name="Channel">The channel chosen; with a problem, the one that it is about or, for one that is refused, the one that is open.</param>
public sealed record ChannelChoice(ChannelProblem Problem, LetterChannel Channel);
