namespace Offboarding.Plugins.Health;

/// <summary>How much a finding matters.</summary>
enum HealthSeverity
{
    /// <summary>Worth knowing; nothing has to be done.</summary>
    Note,

    /// <summary>The product works, but somebody should act.</summary>
    Warning,

    /// <summary>A protection or a part of the product does not work.</summary>
    Error,
}

/// <summary>One thing that is not as the product needs it, with what to do about it.</summary>
sealed class HealthFinding
{
    internal HealthFinding(string code, HealthSeverity severity, string text, string remedy, bool canRepair, bool isRepaired)
    {
        Code = code;
        Severity = severity;
        Text = text;
        Remedy = remedy;
        CanRepair = canRepair;
        IsRepaired = isRepaired;
    }

    /// <summary>Code of the message, as OFF-5301.</summary>
    internal string Code { get; }

    internal HealthSeverity Severity { get; }

    /// <summary>What is the matter, in the reader's language.</summary>
    internal string Text { get; }

    /// <summary>What to do, in the reader's language.</summary>
    internal string Remedy { get; }

    /// <summary>Whether the check can put it right by itself when asked to.</summary>
    internal bool CanRepair { get; }

    /// <summary>Whether this call did.</summary>
    internal bool IsRepaired { get; }
}
