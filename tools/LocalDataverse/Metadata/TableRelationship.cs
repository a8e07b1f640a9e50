namespace LocalDataverse.Metadata;

/// <summary>What happens to referencing rows when something happens to the row they refer to (CascadeType).</summary>
internal enum Cascade
{
    NoCascade,
    Cascade,
    Active,
    UserOwned,
    RemoveLink,
    Restrict,
}

/// <summary>The cascades of a one-to-many relationship (CascadeConfiguration).</summary>
internal sealed record Cascades(
    Cascade Assign = Cascade.NoCascade,
    Cascade Delete = Cascade.NoCascade,
    Cascade Merge = Cascade.NoCascade,
    Cascade Reparent = Cascade.NoCascade,
    Cascade Share = Cascade.NoCascade,
    Cascade Unshare = Cascade.NoCascade)
{
    public static Cascades None { get; } = new();
}

/// <summary>A relationship between two tables.</summary>
/// <param name="Name">SchemaName; unique, compared without case.</param>
internal abstract record TableRelationship(string Name)
{
    internal abstract bool Touches(string table);
}

/// <summary>One row of <paramref name="To"/> is referred to by many rows of <paramref name="From"/>.</summary>
/// <param name="From">The referencing table, which holds the lookup.</param>
/// <param name="Column">The lookup column of <paramref name="From"/>.</param>
/// <param name="To">The referenced table.</param>
internal sealed record OneToMany(string Name, string From, string Column, string To, Cascades Cascades) : TableRelationship(Name)
{
    /// <summary>The navigation property of the lookup in the Web API. Default: the column's name.</summary>
    public string NavigationProperty { get => field ?? Column; init; }

    /// <summary>The collection-valued navigation property on <see cref="To"/>. Default: the relationship's name.</summary>
    public string CollectionNavigationProperty { get => field ?? Name; init; }

    public bool IsHierarchical { get; init; }

    internal override bool Touches(string table) => From == table || To == table;
}

/// <summary>Many rows of one table are tied to many of another by rows of an intersect table.</summary>
/// <param name="Column1">Column of <paramref name="Intersect"/> that holds the id of a row of <paramref name="Table1"/>.</param>
/// <param name="Column2">Column of <paramref name="Intersect"/> that holds the id of a row of <paramref name="Table2"/>.</param>
internal sealed record ManyToMany(string Name, string Intersect, string Table1, string Column1, string Table2, string Column2)
    : TableRelationship(Name)
{
    /// <summary>The collection-valued navigation property on <see cref="Table1"/>: its name is the relationship's, unless that ties a table to itself.</summary>
    public string NavigationProperty1 => Table1 == Table2 ? Name + "_referencing" : Name;

    /// <summary>The one on <see cref="Table2"/>.</summary>
    public string NavigationProperty2 => Table1 == Table2 ? Name + "_referenced" : Name;

    internal override bool Touches(string table) => Table1 == table || Table2 == table || Intersect == table;
}
