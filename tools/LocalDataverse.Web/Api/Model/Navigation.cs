using LocalDataverse.Metadata;

namespace LocalDataverse.Web.Api.Model;

/// <summary>A navigation property of a table.</summary>
/// <param name="Name">As it stands in URLs and bodies; case counts.</param>
internal abstract record Navigation(string Name);

/// <summary>The row that a lookup refers to.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="Column">The lookup.</param>
/// <param name="Target">Table of the row. Null: a user or a team, or whichever table the lookup may refer to.</param>
internal sealed record LookupNavigation(string Name, Column Column, string? Target) : Navigation(Name);

/// <summary>The rows whose lookup refers to this one.</summary>
internal sealed record ChildrenNavigation(string Name, OneToMany Relationship) : Navigation(Name);

/// <summary>The rows that a many-to-many relationship ties to this one.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="Relationship">The relationship.</param>
/// <param name="IsFirst">This row stands in its first column.</param>
internal sealed record PeersNavigation(string Name, ManyToMany Relationship, bool IsFirst) : Navigation(Name)
{
    public string Target => IsFirst ? Relationship.Table2 : Relationship.Table1;

    /// <summary>The column of the intersect table that holds this row.</summary>
    public string OwnColumn => IsFirst ? Relationship.Column1 : Relationship.Column2;

    /// <summary>The column of the intersect table that holds the other row.</summary>
    public string OtherColumn => IsFirst ? Relationship.Column2 : Relationship.Column1;
}
