using System;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api.Model;

/// <summary>The relationship of a navigation property, as requests name it.</summary>
internal static class Relations
{
    public static Relationship Of(Navigation navigation) => navigation switch
    {
        ChildrenNavigation children => new Relationship(children.Relationship.Name),
        PeersNavigation peers when peers.Relationship.Table1 == peers.Relationship.Table2 =>
            new Relationship(peers.Relationship.Name) { PrimaryEntityRole = peers.IsFirst ? EntityRole.Referenced : EntityRole.Referencing },
        PeersNavigation peers => new Relationship(peers.Relationship.Name),
        _ => throw new ArgumentException($"{navigation.Name} is a lookup; it is written as a column.", nameof(navigation)),
    };
}
