using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>Whether the form in which a notice was given is enough.</summary>
static class NoticeFormRule
{
    static readonly LocalDate TextFormForConsumers = new(2016, 10, 1);

    /// <summary>A form is required, a notice was received, and its form is not known.</summary>
    internal static bool IsUnknown(ContractFacts facts) =>
        facts.RequiredForm != RequiredForm.None && facts.NoticeReceived is not null && facts.NoticeForm is null;

    /// <summary>The notice is void: its form is weaker than required (§§ 125, 126 to 127 BGB).</summary>
    internal static bool IsTooWeak(ContractFacts facts) => facts.NoticeForm is { } form && RankOf(form) < RankOf(Required(facts));

    /// <summary>A notice takes a signed paper, or a qualified electronic signature (§§ 126, 126a BGB): an e-mail would be void.</summary>
    internal static bool NeedsPaper(ContractFacts facts) => Required(facts) == RequiredForm.Written;

    /// <summary>A notice takes text form at least (§§ 126b, 127 (2) BGB).</summary>
    internal static bool NeedsText(ContractFacts facts) => RankOf(Required(facts)) >= RankOf(RequiredForm.Text);

    /// <summary>
    /// A consumer's standard terms concluded from 1 October 2016 cannot demand more than text form (§ 309 Nr. 13 b BGB). That is the most the
    /// law allows; strictly the clause falls away altogether, so that an oral notice goes to counsel.
    /// </summary>
    static RequiredForm Required(ContractFacts facts)
    {
        var byConsumer = (facts.NoticeBy ?? facts.Party) == Party.Customer && facts.CustomerType == CustomerType.Consumer;
        var capped = byConsumer && facts.Terms == TermsKind.Standard && facts.ConcludedOn >= TextFormForConsumers;
        return capped && facts.RequiredForm is RequiredForm.Written or RequiredForm.WrittenAgreed ? RequiredForm.Text : facts.RequiredForm;
    }

    static int RankOf(NoticeForm form) =>
        form switch
        {
            NoticeForm.Oral => 0,
            NoticeForm.Email or NoticeForm.Fax or NoticeForm.Portal => 1,
            _ => 2,
        };

    static int RankOf(RequiredForm form) =>
        form switch
        {
            RequiredForm.None => 0,
            RequiredForm.Text or RequiredForm.WrittenAgreed => 1,       // § 127 (2) BGB
            _ => 2,
        };
}
