using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary>What a check-in rests on, in the terms of its consent.</summary>
static class CheckInBases
{
    /// <summary>The channel that the consent must cover; messages in social networks are covered by any channel only.</summary>
    internal static ConsentChannel ChannelOf(CheckInChannel? channel) => channel switch
    {
        CheckInChannel.Phone => ConsentChannel.Phone,
        CheckInChannel.Letter => ConsentChannel.Letter,
        CheckInChannel.Social => ConsentChannel.Any,
        _ => ConsentChannel.Email,
    };

    internal static CheckInBasis? Of(ConsentBasis? basis) => basis switch
    {
        ConsentBasis.Consent => CheckInBasis.Consent,
        ConsentBasis.Contract => CheckInBasis.Contract,
        ConsentBasis.Interest => CheckInBasis.Interest,
        ConsentBasis.Existing => CheckInBasis.Existing,
        _ => null,
    };
}
