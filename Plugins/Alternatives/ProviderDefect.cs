using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Offboarding.Plugins.Alternatives;

/// <summary>What keeps an entry of the list of alternatives from being saved: a message with its values.</summary>
public sealed class ProviderDefect
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    ProviderDefect(string code, string value)
    {
        Code = code;
        Value = value;
    }

    /// <summary>Code of the message, OFF-4400 to OFF-4405.</summary>
    public string Code { get; }

    /// <summary>The value that is wrong; empty: it is missing.</summary>
    public string Value { get; }

    /// <summary>The first defect of an entry; null: it can be saved.</summary>
    /// <param name="offer">The entry as it would be.</param>
    /// <param name="reasons">Codes of the reasons on file.</param>
    public static ProviderDefect? Of(AlternativeOffer offer, IReadOnlyCollection<string> reasons)
    {
        if (offer.Regions.Count == 0) return new ProviderDefect("OFF-4400", "");
        if (offer.Regions.FirstOrDefault(static region => region != AlternativeOffer.Everywhere && !Is(region, "^[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?$")) is { } region) return new ProviderDefect("OFF-4401", region);
        if (offer.Services.Count == 0) return new ProviderDefect("OFF-4402", "");
        if (offer.Languages.FirstOrDefault(static language => !Is(language, "^[A-Za-z]{2}$")) is { } language) return new ProviderDefect("OFF-4403", language);
        if (offer.ValidTo < offer.ValidFrom) return new ProviderDefect("OFF-4404", offer.ValidTo?.ToString() ?? "");
        return offer.Reasons.FirstOrDefault(reason => !reasons.Contains(reason, StringComparer.OrdinalIgnoreCase)) is { } reason ? new ProviderDefect("OFF-4405", reason) : null;
    }

    static bool Is(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);
}
