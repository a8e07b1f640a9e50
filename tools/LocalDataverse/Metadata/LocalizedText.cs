namespace LocalDataverse.Metadata;

/// <summary>A text shown to users, in the two languages of the product.</summary>
/// <param name="English">Language 1033. Null: no text.</param>
/// <param name="German">Language 1031. Null: not translated; readers get the English text, as online when a translation is missing.</param>
internal sealed record LocalizedText(string? English, string? German = null)
{
    public const int EnglishLanguage = 1033;
    public const int GermanLanguage = 1031;

    public static LocalizedText None { get; } = new((string?)null);

    /// <summary>The text in a language, else in English, else empty.</summary>
    public string In(int language) => (language == GermanLanguage ? German ?? English : English ?? German) ?? "";
}

/// <summary>One value of a choice, a state, a status reason or a yes/no column.</summary>
/// <param name="Value">What is stored; 0 and 1 for yes/no columns.</param>
/// <param name="State">Only for status reasons: the state it belongs to.</param>
/// <param name="DefaultStatus">Only for states: the status reason set when only the state is given.</param>
/// <param name="ExternalValue">The code of this option in the outside world, as the solution declares it. Null: none.</param>
internal sealed record Option(int Value, LocalizedText Label, int? State = null, int? DefaultStatus = null, string? ExternalValue = null);

/// <summary>Who owns the rows of a table (OwnershipTypes).</summary>
internal enum Ownership
{
    None,
    UserOwned,
    OrganizationOwned,
    BusinessOwned,
}

/// <summary>Whether a column must hold a value (AttributeRequiredLevel). Only SystemRequired is enforced by the server.</summary>
internal enum RequiredLevel
{
    None,
    Recommended,
    ApplicationRequired,
    SystemRequired,
}

/// <summary>How a point in time is kept (DateTimeBehavior).</summary>
internal enum DateBehavior
{
    /// <summary>Kept and returned as UTC; shown in the zone of the user.</summary>
    UserLocal,

    /// <summary>A calendar day; a time part sent in is dropped.</summary>
    DateOnly,

    /// <summary>Kept and returned as given.</summary>
    TimeZoneIndependent,
}

/// <summary>The type of a column (AttributeTypeCode, with the types that hide behind Virtual named).</summary>
internal enum ColumnType
{
    BigInt,
    Boolean,
    Customer,
    DateTime,
    Decimal,
    Double,
    EntityName,
    File,
    Image,
    Integer,
    Lookup,
    ManagedProperty,
    Memo,
    Money,
    MultiSelectPicklist,
    Owner,
    PartyList,
    Picklist,
    State,
    Status,
    String,
    Uniqueidentifier,
    Virtual,
}
