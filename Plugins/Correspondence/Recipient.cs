using System;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>The person a letter is for: names, ways to reach her, what she does not want, and how she likes to be written to. Null and no: not on file.</summary>
public sealed class Recipient
{
    /// <summary>Id of the contact.</summary>
    public Guid Id { get; init; }

    /// <summary>Customer that she belongs to; null: none.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Surname.</summary>
    public string? LastName { get; init; }

    /// <summary>What stands before the name: Frau, Herr, Ms, Mr, Dr., Prof. Dr.</summary>
    public string? Title { get; init; }

    /// <summary>Whether she is a woman or a man by the record; null: not known.</summary>
    public bool? IsFemale { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Whether a street or post-office box and a town are on file.</summary>
    public bool HasPostalAddress { get; init; }

    /// <summary>No e-mail.</summary>
    public bool RefusesEmail { get; init; }

    /// <summary>No e-mail that is not needed, as greetings.</summary>
    public bool RefusesBulkEmail { get; init; }

    /// <summary>No post.</summary>
    public bool RefusesPost { get; init; }

    /// <summary>No calls.</summary>
    public bool RefusesCalls { get; init; }

    /// <summary>Preferred way: 1 any, 2 e-mail, 3 telephone, 4 fax, 5 post.</summary>
    public int? PreferredMethod { get; init; }

    /// <summary>Language of her letters.</summary>
    public LetterLanguage? Language { get; init; }

    /// <summary>How she is addressed.</summary>
    public LetterAddress? Address { get; init; }

    /// <summary>How formal.</summary>
    public LetterFormality? Formality { get; init; }

    /// <summary>First name and surname, as far as they are on file.</summary>
    public string FullName => ((FirstName ?? "").Trim() + " " + (LastName ?? "").Trim()).Trim();
}
