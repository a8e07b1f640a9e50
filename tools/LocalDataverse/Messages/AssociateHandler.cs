using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Relationship = Microsoft.Xrm.Sdk.Relationship;

namespace LocalDataverse.Messages;

/// <summary>Associate: ties rows to a row, by a pair for each in an N:N relationship, by their lookup in a 1:N relationship.</summary>
internal sealed class AssociateHandler : MessageHandler<AssociateRequest, AssociateResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target", "Relationship", "RelatedEntities"];

    /// <summary>Steps of this message are registered without a table.</summary>
    protected override Subject Find(AssociateRequest request, Call call) => Subject.None;

    protected override AssociateResponse Handle(AssociateRequest request, Call call)
    {
        foreach (var tie in Tie.Of(request, call)) tie.Bind(call);
        return new AssociateResponse();
    }
}

/// <summary>Disassociate: takes such ties away.</summary>
internal sealed class DisassociateHandler : MessageHandler<DisassociateRequest, DisassociateResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target", "Relationship", "RelatedEntities"];

    protected override Subject Find(DisassociateRequest request, Call call) => Subject.None;

    protected override DisassociateResponse Handle(DisassociateRequest request, Call call)
    {
        foreach (var tie in Tie.Of(request, call)) tie.Loosen(call);
        return new DisassociateResponse();
    }
}

/// <summary>One row tied to another by a relationship.</summary>
internal abstract record Tie
{
    internal static IEnumerable<Tie> Of(OrganizationRequest request, Call call)
    {
        var target = request.Required<EntityReference>("Target");
        var asked = request.Required<Relationship>("Relationship");
        var related = request.Required<EntityReferenceCollection>("RelatedEntities");
        var relationship = call.Catalog.TryRelationship(asked.SchemaName) ?? throw Fault.Of(
            FaultCode.NoRelationship, $"No relationship exists between the requested entities: {asked.SchemaName} is not known. Correct the name.");
        return related.Select(other => relationship switch
        {
            ManyToMany many => Pair.Of(many, target, other, asked.PrimaryEntityRole),
            OneToMany one when one.To == target.LogicalName && one.From == other.LogicalName => (Tie)new Link(one, other.Id, target.Id),
            OneToMany one when one.From == target.LogicalName && one.To == other.LogicalName => new Link(one, target.Id, other.Id),
            _ => throw Fault.Of(
                FaultCode.NoRelationship, $"No relationship exists between the requested entities: {asked.SchemaName} does not join {target.LogicalName} and {other.LogicalName}."),
        });
    }

    internal abstract void Bind(Call call);

    internal abstract void Loosen(Call call);

    /// <summary>A lookup of <paramref name="From"/> that refers to <paramref name="To"/>.</summary>
    sealed record Link(OneToMany Relationship, Guid From, Guid To) : Tie
    {
        internal override void Bind(Call call) => Write(new EntityReference(Relationship.To, To), call);

        internal override void Loosen(Call call)
        {
            var table = call.Catalog.Table(Relationship.From);
            if (call.Demand(table, From).Lookup(table.Column(Relationship.Column))?.Id == To) Write(null, call);
        }

        void Write(EntityReference? value, Call call)
        {
            var change = new Entity(Relationship.From, From) { [Relationship.Column] = value! };
            if (call.Organization.Options.AssociateRaisesUpdate) UpdateHandler.Run(change, From, call.Inner());
            else Rows.RowUpdate.Update(call.Catalog.Table(Relationship.From), From, change, call);
        }
    }

    /// <summary>A row of the intersect table.</summary>
    sealed record Pair(ManyToMany Relationship, Guid First, Guid Second) : Tie
    {
        internal static Pair Of(ManyToMany relationship, EntityReference target, EntityReference other, EntityRole? role)
        {
            var targetIsFirst = relationship.Table1 == relationship.Table2 ? role != EntityRole.Referencing : relationship.Table1 == target.LogicalName;
            var (first, second) = targetIsFirst ? (target, other) : (other, target);
            if (first.LogicalName != relationship.Table1 || second.LogicalName != relationship.Table2)
            {
                throw Fault.Of(
                    FaultCode.NoRelationship,
                    $"No relationship exists between the requested entities: {relationship.Name} does not join {target.LogicalName} and {other.LogicalName}.");
            }

            return new Pair(relationship, first.Id, second.Id);
        }

        internal override void Bind(Call call)
        {
            Demand(call, TableRights.Append, TableRights.AppendTo);
            var pairs = call.Catalog.Table(Relationship.Intersect);
            if (Find(pairs, call) is not null)
            {
                throw Fault.Of(FaultCode.DuplicateRecord, $"Cannot insert duplicate key. {Relationship.Name} ties {First:D} and {Second:D} already.");
            }

            call.Transaction.Insert(pairs, call.Organization.Ids.Next(), new Dictionary<Column, object?>
            {
                [pairs.Column(Relationship.Column1)] = First,
                [pairs.Column(Relationship.Column2)] = Second,
            });
            call.Scope!.Touch(pairs.Name);
        }

        internal override void Loosen(Call call)
        {
            Demand(call, TableRights.Append, TableRights.AppendTo);
            var pairs = call.Catalog.Table(Relationship.Intersect);
            if (Find(pairs, call) is not { } pair) return;

            call.Transaction.Delete(pairs, pair.Id);
            call.Scope!.Touch(pairs.Name);
        }

        Row? Find(Table pairs, Call call)
        {
            var second = pairs.Column(Relationship.Column2);
            return call.Referring(pairs, pairs.Column(Relationship.Column1), First).FirstOrDefault(row => row[second] is Guid id && id == Second);
        }

        void Demand(Call call, TableRights onFirst, TableRights onSecond)
        {
            var first = call.Catalog.Table(Relationship.Table1);
            var second = call.Catalog.Table(Relationship.Table2);
            call.Access.Demand(first, call.Demand(first, First), onFirst);
            call.Access.Demand(second, call.Demand(second, Second), onSecond);
        }
    }
}
