using System.Collections.Generic;

namespace Offboarding.Plugins.Correspondence;

/// <summary>The fields of letters: what a template may name, and nothing else.</summary>
public static class LetterFields
{
    /// <summary>How the letter greets, with its comma: Sehr geehrte Frau Dr. Muster,</summary>
    public const string Salutation = "salutation";

    /// <summary>Full name of the recipient.</summary>
    public const string Contact = "contact";

    /// <summary>Name of the customer.</summary>
    public const string Account = "account";

    /// <summary>Day of the letter.</summary>
    public const string Today = "today";

    /// <summary>Who signs.</summary>
    public const string Sender = "sender";

    /// <summary>Job title of who signs; may be absent.</summary>
    public const string SenderTitle = "sender_title";

    /// <summary>Who answers, also after the end.</summary>
    public const string Responder = "responder";

    /// <summary>E-mail address of who answers; may be absent.</summary>
    public const string ResponderMail = "responder_mail";

    /// <summary>Telephone number of who answers; may be absent.</summary>
    public const string ResponderPhone = "responder_phone";

    /// <summary>The recorded reason, in the language of the letter; absent where there is none to tell.</summary>
    public const string Reason = "reason";

    /// <summary>The recorded explanation, as it was written; absent where only part is told.</summary>
    public const string Explanation = "explanation";

    /// <summary>Provision on which an extraordinary notice rests, as § 314 BGB; absent otherwise.</summary>
    public const string Cause = "cause";

    /// <summary>In which form the notice is given, as in Schriftform; absent where none is required.</summary>
    public const string Form = "form";

    /// <summary>Day on which the relationship ends as planned; may be absent.</summary>
    public const string EndDay = "end_day";

    /// <summary>Day of the talk; may be absent.</summary>
    public const string TalkDay = "talk_day";

    /// <summary>Day on which the customer's notice was received; may be absent.</summary>
    public const string NoticeDay = "notice_day";

    /// <summary>Form in which the customer's notice came, as by e-mail; may be absent.</summary>
    public const string GivenForm = "given_form";

    /// <summary>Contracts of the customer that end: number, end.</summary>
    public const string Contracts = "contracts";

    /// <summary>True specifics of the shared time, each with a row behind it: text.</summary>
    public const string Facts = "facts";

    /// <summary>What was discussed in the talk: text.</summary>
    public const string Points = "points";

    /// <summary>What is still to be handed over: text, due.</summary>
    public const string Tasks = "tasks";

    /// <summary>Providers that were chosen for the customer: name, services, website.</summary>
    public const string Alternatives = "alternatives";

    /// <summary>Questions of the feedback form: text.</summary>
    public const string Questions = "questions";

    /// <summary>All of them.</summary>
    public static MergeVocabulary Vocabulary { get; } = new(
        [Salutation, Contact, Account, Today, Sender, SenderTitle, Responder, ResponderMail, ResponderPhone, Reason, Explanation, Cause, Form, EndDay, TalkDay, NoticeDay, GivenForm],
        new MergeList(Contracts, "contract", "number", "end"),
        new MergeList(Facts, "fact", "text"),
        new MergeList(Points, "point", "text"),
        new MergeList(Tasks, "task", "text", "due"),
        new MergeList(Alternatives, "alternative", "name", "services", "website"),
        new MergeList(Questions, "question", "text"));

    /// <summary>Lists without which a kind of letter says nothing, by code of the kind.</summary>
    public static IReadOnlyDictionary<string, string> Needed { get; } = new Dictionary<string, string>(System.StringComparer.Ordinal)
    {
        ["notice"] = Contracts,
        ["notice_confirmation"] = Contracts,
        ["summary"] = Points,
        ["handover"] = Tasks,
        ["feedback"] = Questions,
    };
}
